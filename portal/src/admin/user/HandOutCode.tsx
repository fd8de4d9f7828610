import { Alert, Button, Code, Group, NativeSelect, Stack, Text } from '@mantine/core';
import type { AccessCode, User } from '@sallyport/contract/users.ts';
import { IconEyeOff } from '@tabler/icons-react';
import { useState } from 'react';
import { ActForm } from '../../console/ActForm.tsx';
import { request } from '../../console/request.ts';
import { useAct } from '../../console/use-act.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { fieldErrors } from '../../ui/problem.ts';
import { Time } from '../../ui/Time.tsx';
import { IdentityFields, identityFields, unverified } from './IdentityFields.tsx';

const lengths = [
  { value: '15', label: '15 minutes' },
  { value: '60', label: '1 hour' },
  { value: '240', label: '4 hours' },
  { value: '480', label: '8 hours' },
  { value: '1440', label: '24 hours' },
];

interface Props {
  user: User;
  /** Opens the reset in its place; absent where there is nothing to reset. */
  onReset?: () => void;
  onDone: () => void;
}

/** Makes a code for somebody who has nothing else to prove with, and shows it this once. */
export function HandOutCode({ user, onReset, onDone }: Props) {
  const [identity, setIdentity] = useState(unverified);
  const [minutes, setMinutes] = useState('60');
  const [made, setMade] = useState<AccessCode>();
  const make = useAct(
    () =>
      request('POST /users/:id/temporary-access-code', {
        params: { id: user.id },
        body: { ...identity, minutes: Number(minutes) },
      }),
    { afterwards: setMade },
  );
  if (made) return <MadeCode user={user} made={made} onDone={onDone} />;
  const faults = fieldErrors(make.error);
  return (
    <ActForm
      act={make}
      onSubmit={() => make.run()}
      submit="Make the code"
      onCancel={onDone}
      fields={['minutes', ...identityFields]}
    >
      <Text size="sm">
        For a telephone left at home: {user.displayName} signs in with the password and this code, once, and
        can then set up a new authenticator. They get a mail that does not hold the code.
      </Text>
      {onReset && (
        <Alert color="yellow" title="What is set up goes on working">
          If it is lost for good, or was stolen, reset 2FA instead: then nobody can use it.
          <Button variant="default" size="xs" mt="xs" display="block" onClick={onReset}>
            Reset 2FA instead
          </Button>
        </Alert>
      )}
      <NativeSelect
        label="It works for"
        data={lengths}
        value={minutes}
        onChange={(event) => setMinutes(event.currentTarget.value)}
        error={faults.minutes}
      />
      <IdentityFields identity={identity} onChange={setIdentity} faults={faults} />
    </ActForm>
  );
}

function MadeCode({ user, made, onDone }: { user: User; made: AccessCode; onDone: () => void }) {
  return (
    <Stack>
      <Alert color="yellow" icon={<IconEyeOff aria-hidden />} title="Shown only this once">
        Give it to {user.displayName} in person or on the telephone, not by mail.
      </Alert>
      <Code block fz="lg" ta="center" aria-label="Temporary access code">
        {made.code}
      </Code>
      <Text size="sm">
        It works once, with the password, and ends <Time iso={made.expiresAt} relative />. Dashes and capital
        letters do not matter.
      </Text>
      <Group justify="flex-end">
        <CopyButton value={made.code} label="Copy the code" />
        <Button onClick={onDone}>Done</Button>
      </Group>
    </Stack>
  );
}
