import { Button, Group, Stack, Text } from '@mantine/core';
import type { Requirement } from '@sallyport/contract/requirements.ts';
import { useState } from 'react';
import { Dialog } from '../../console/DialogButton.tsx';
import { useMay } from '../../console/session.tsx';
import { Time } from '../../ui/Time.tsx';
import { ConfirmChange } from './ConfirmChange.tsx';
import { draftOf, inputOf, isChanged } from './draft.ts';
import { JobProgress } from './JobProgress.tsx';
import { RequirementInWords } from './RequirementInWords.tsx';
import { ScopeFields } from './ScopeFields.tsx';
import { StrengthFields } from './StrengthFields.tsx';
import type { Subject } from './subject.ts';

interface Props {
  subject: Subject;
  /** What is in force now. Give a new `key` when it changes elsewhere. */
  current: Requirement;
  label: string;
  /** What it means to require nothing here, where other rules still may. */
  noneLabel?: string;
}

/** Turns one switch: choose, see whom it concerns, confirm. Those who may not turn it read how it stands. */
export function RequirementEditor(props: Props) {
  return useMay('requirements:write') ? <Editor {...props} /> : <RequirementInWords {...props} />;
}

function Editor({ subject, current, label, noneLabel }: Props) {
  const [draft, setDraft] = useState(draftOf(current));
  const [asking, setAsking] = useState(false);
  const changed = isChanged(draft, current);

  return (
    <>
      <Stack gap="lg">
        <StrengthFields
          label={label}
          draft={draft}
          onChange={setDraft}
          {...(noneLabel !== undefined && { noneLabel })}
        />
        {draft.strength !== 'none' && <ScopeFields draft={draft} onChange={setDraft} />}
        {current.jobId && <JobProgress id={current.jobId} />}
        <Group justify="space-between">
          <Text size="sm" c="dimmed">
            {current.changedAt && (
              <>
                Last changed <Time iso={current.changedAt} relative />
              </>
            )}
          </Text>
          <Group gap="xs">
            {changed && (
              <Button variant="default" onClick={() => setDraft(draftOf(current))}>
                Undo
              </Button>
            )}
            <Button disabled={!changed} aria-haspopup="dialog" onClick={() => setAsking(true)}>
              See whom it concerns
            </Button>
          </Group>
        </Group>
      </Stack>
      <Dialog opened={asking} onClose={() => setAsking(false)} title="Whom this concerns" size="lg">
        <ConfirmChange subject={subject} input={inputOf(draft)} onDone={() => setAsking(false)} />
      </Dialog>
    </>
  );
}
