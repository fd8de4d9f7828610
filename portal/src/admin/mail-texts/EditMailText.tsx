import { Button, Fieldset, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import type { MailText } from '@sallyport/contract/mail-texts.ts';
import { useState } from 'react';
import { ActForm } from '../../console/ActForm.tsx';
import { request } from '../../console/request.ts';
import { useMay } from '../../console/session.tsx';
import { useAct } from '../../console/use-act.ts';
import { fieldErrors } from '../../ui/problem.ts';
import classes from './EditMailText.module.css';

/** One text: to edit, to look at as a mail, to take back. */
export function EditMailText({ text, onDone }: { text: MailText; onDone: () => void }) {
  const mayWrite = useMay('settings:write');
  const [subject, setSubject] = useState(text.subject);
  const [body, setBody] = useState(text.body);
  const params = { id: text.id };
  const save = useAct(() => request('PUT /mail-texts/:id', { params, body: { subject, body } }), {
    said: 'Saved. The next mail says it.',
    afterwards: onDone,
  });
  const reset = useAct(() => request('DELETE /mail-texts/:id', { params }), {
    said: 'Back to the built-in text.',
    afterwards: onDone,
    saysFailure: true,
  });
  const [shown, setShown] = useState<{ subject: string; text: string }>();
  const look = useAct(() => request('POST /mail-texts/:id/preview', { params, body: { subject, body } }), {
    afterwards: setShown,
  });
  const act = { running: save.running, error: save.error ?? look.error };
  const faults = fieldErrors(act.error);
  const fields = (
    <>
      <TextInput
        label="Subject"
        lang={text.language}
        maxLength={200}
        data-autofocus
        value={subject}
        onChange={(event) => setSubject(event.currentTarget.value)}
        error={faults.subject}
      />
      <Textarea
        label="Text"
        description="An empty line begins a new paragraph."
        lang={text.language}
        autosize
        minRows={6}
        maxRows={18}
        maxLength={5000}
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
        error={faults.body}
      />
    </>
  );
  const unchanged = subject === text.subject && body === text.body;
  return (
    <Stack>
      <ActForm
        act={act}
        onSubmit={() => (mayWrite ? save.run() : look.run())}
        submit={mayWrite ? 'Save' : 'Show as a mail'}
        submitProps={{ disabled: mayWrite && unchanged }}
        onCancel={onDone}
        fields={['subject', 'body']}
      >
        {mayWrite ? (
          fields
        ) : (
          <Fieldset disabled variant="unstyled">
            {fields}
          </Fieldset>
        )}
        <Placeholders text={text} />
        {mayWrite && (
          <Group gap="xs">
            <Button variant="default" loading={look.running} onClick={() => look.run()}>
              Show as a mail
            </Button>
            {text.changedAt && (
              <Button variant="default" loading={reset.running} onClick={() => reset.run()}>
                Back to the built-in text
              </Button>
            )}
          </Group>
        )}
      </ActForm>
      {shown && (
        <section aria-label="Preview" className={classes.preview} lang={text.language}>
          <Text fw={650}>{shown.subject}</Text>
          <Text size="sm" mt="xs">
            {shown.text}
          </Text>
        </section>
      )}
    </Stack>
  );
}

function Placeholders({ text: { placeholders } }: { text: MailText }) {
  return (
    <div>
      <Text size="sm" fw={600}>
        Filled in when the mail is written
      </Text>
      <dl className={classes.placeholders}>
        {placeholders.map(({ name, meaning, required }) => (
          <div key={name}>
            <dt>
              <code>{`{${name}}`}</code>
            </dt>
            <dd>
              {meaning}
              {required && ' (must be there)'}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
