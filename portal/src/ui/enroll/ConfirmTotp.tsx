import { Anchor, Button, Code, Group, Text, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { CodeInput } from '../CodeInput.tsx';
import { CopyButton } from '../CopyButton.tsx';
import { ProblemAlert } from '../ProblemAlert.tsx';
import { fieldErrors } from '../problem.ts';
import { SubmitButton } from '../SubmitButton.tsx';
import { SubmitForm } from '../SubmitForm.tsx';
import { useSubmit } from '../use-submit.ts';
import classes from './ConfirmTotp.module.css';
import type { ConfirmProps } from './confirm-props.ts';
import { QrCode } from './QrCode.tsx';

/** Scan or type the key, then prove with a code that it arrived. */
export function ConfirmTotp({ started, confirm, withName, onBack }: ConfirmProps) {
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const act = useSubmit(() => confirm({ code, ...(name.trim() && { name }) }));
  const steps = useRef<HTMLOListElement>(null);
  useEffect(() => steps.current?.focus({ preventScroll: true }), []);
  const faults = fieldErrors(act.error);
  const key = started.secret ?? '';
  return (
    <SubmitForm act={act}>
      <ol ref={steps} tabIndex={-1} aria-label="Set up your authenticator app" className={classes.steps}>
        <li>
          <Text>Scan this picture with your authenticator app.</Text>
          <QrCode svg={started.qrSvg ?? ''} alt="QR code of the key below" />
          <Anchor href={started.otpauthUri} className={classes.open}>
            On this device: open it in the app
          </Anchor>
          <Text size="sm" mt="sm">
            Can’t scan? Type this key into the app instead:
          </Text>
          <Group gap="xs" mt="xs" justify="space-between" wrap="nowrap" align="flex-start">
            <Code className={classes.key}>{key.replace(/.{4}(?=.)/g, '$& ')}</Code>
            <CopyButton value={key} label="Copy" size="compact-sm" />
          </Group>
        </li>
        <li>
          <CodeInput
            kind="totp"
            label="Type the code that the app shows now"
            value={code}
            onChange={setCode}
            error={act.error !== undefined && !faults.name}
          />
        </li>
        {withName && (
          <li>
            <TextInput
              label="Give it a name, to tell it apart"
              placeholder="e.g. Work phone"
              maxLength={60}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              error={faults.name}
            />
          </li>
        )}
      </ol>
      <ProblemAlert error={act.error} fields={['name']} />
      <SubmitButton act={act}>Confirm</SubmitButton>
      <Button variant="subtle" fullWidth onClick={onBack}>
        Back
      </Button>
    </SubmitForm>
  );
}
