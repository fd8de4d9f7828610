import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState, useSyncExternalStore } from 'react';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import { type ApprovalRequest, currentRequest, subscribeToRequest } from './approval.ts';
import { ButtonLink } from './links.tsx';
import { currentQuestion, subscribeToQuestion } from './step-up.ts';

/** Asks why a dangerous act is to be done, whenever a second person has to approve it. */
export function ApprovalDialog() {
  const request = useSyncExternalStore(subscribeToRequest, currentRequest);
  const proving = useSyncExternalStore(subscribeToQuestion, currentQuestion) !== null;
  return (
    <Modal
      opened={request !== null}
      // Only after the Escape key was handled everywhere: else it closes the dialog beneath as well.
      onClose={() => setTimeout(() => request?.leave())}
      closeOnClickOutside={false}
      closeOnEscape={!proving}
      trapFocus={!proving}
      closeButtonProps={{ 'aria-label': 'Close' }}
      zIndex={300}
      title="A second person has to approve this"
    >
      {request && <Asking request={request} />}
    </Modal>
  );
}

function Asking({ request }: { request: ApprovalRequest }) {
  const [note, setNote] = useState('');
  const [state, setState] = useState<'writing' | 'sending' | 'asked'>('writing');
  const [error, setError] = useState<unknown>(null);

  const send = async () => {
    setState('sending');
    setError(null);
    try {
      if ((await request.send(note)) === 'asked') setState('asked');
    } catch (thrown) {
      setError(thrown);
      setState('writing');
    }
  };

  if (state === 'asked')
    return (
      <Stack role="status">
        <Text>
          Nothing has been changed yet. The others who may decide have been mailed; you are told as soon as
          one of them has.
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={request.leave}>
            Close
          </Button>
          <ButtonLink to="/admin/approvals" onClick={request.leave}>
            Show approvals
          </ButtonLink>
        </Group>
      </Stack>
    );

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (state === 'writing') void send();
      }}
    >
      <Stack>
        <Text size="sm">
          Your organisation wants another administrator to look at this first. Say why it is to be done; they
          read it before they decide.
        </Text>
        <Textarea
          label="Why, for the second person"
          required
          withAsterisk={false}
          data-autofocus
          autosize
          minRows={3}
          maxLength={1000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {error !== null && <ProblemAlert error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={request.leave}>
            Cancel
          </Button>
          <Button type="submit" loading={state === 'sending'} disabled={note.trim() === ''}>
            Ask for approval
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
