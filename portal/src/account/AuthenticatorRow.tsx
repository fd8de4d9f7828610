import { Badge, Group, Text } from '@mantine/core';
import type { Authenticator } from '@sallyport/contract/me.ts';
import { IconDeviceMobile, IconFingerprint } from '@tabler/icons-react';
import { DialogButton } from '../console/DialogButton.tsx';
import rows from '../console/rows.module.css';
import { methodNames } from '../ui/methods.ts';
import { Time } from '../ui/Time.tsx';
import { RemoveAuthenticator } from './RemoveAuthenticator.tsx';
import { RenameAuthenticator } from './RenameAuthenticator.tsx';
import { SetUpAuthenticator } from './SetUpAuthenticator.tsx';

const icons = { totp: IconDeviceMobile, webauthn: IconFingerprint } as const;

interface Props {
  authenticator: Authenticator;
  renewable: boolean;
  onBackupCodes: (codes: readonly string[]) => void;
}

/** One authenticator and what can be done with it. */
export function AuthenticatorRow({ authenticator, renewable, onBackupCodes }: Props) {
  const { name, method, createdAt, lastUsedAt, disabledAt } = authenticator;
  const Icon = icons[method];
  return (
    <li className={rows.row}>
      <Icon size={24} aria-hidden className={rows.icon} />
      <div className={rows.words}>
        <Group gap="xs">
          <Text fw={600}>{name}</Text>
          {disabledAt && (
            <Badge color="red" variant="light" tt="none">
              Disabled after too many wrong tries
            </Badge>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          {methodNames[method]} · added <Time iso={createdAt} relative /> ·{' '}
          {lastUsedAt ? (
            <>
              last used <Time iso={lastUsedAt} relative />
            </>
          ) : (
            'not used since'
          )}
        </Text>
      </div>
      <Group gap="xs" role="group" aria-label={name}>
        <DialogButton label="Rename" title={`Rename “${name}”`} variant="default" size="xs">
          {(close) => <RenameAuthenticator authenticator={authenticator} onDone={close} />}
        </DialogButton>
        {renewable && (
          <DialogButton label="Renew" title={`Renew “${name}”`} variant="default" size="xs">
            {(close) => (
              <SetUpAuthenticator
                methods={[method]}
                replaces={authenticator}
                onBackupCodes={onBackupCodes}
                onDone={close}
              />
            )}
          </DialogButton>
        )}
        <DialogButton label="Remove" title={`Remove “${name}”?`} variant="default" size="xs">
          {(close) => <RemoveAuthenticator authenticator={authenticator} onDone={close} />}
        </DialogButton>
      </Group>
    </li>
  );
}
