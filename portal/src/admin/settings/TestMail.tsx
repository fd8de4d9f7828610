import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { ActForm } from '../../console/ActForm.tsx';
import { request } from '../../console/request.ts';
import { Section } from '../../console/Section.tsx';
import { useSession } from '../../console/session.tsx';
import { useAct } from '../../console/use-act.ts';
import { fieldErrors } from '../../ui/problem.ts';

/** Sends one mail at once, and says what the mail server said. */
export function TestMail() {
  const [to, setTo] = useState(useSession().user.email);
  const send = useAct(() => request('POST /settings/test-mail', { body: { to } }), {
    said: `The mail server took the mail to ${to}.`,
  });
  return (
    <Section title="Test mail" about="With the settings as saved.">
      <ActForm
        act={send}
        onSubmit={() => send.run()}
        submit="Send a test mail"
        submitProps={{ variant: 'default' }}
        fields={['to']}
      >
        <TextInput
          label="To"
          type="email"
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
          error={fieldErrors(send.error).to}
        />
      </ActForm>
    </Section>
  );
}
