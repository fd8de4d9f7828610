import { Alert } from '@mantine/core';
import type { Me } from '@sallyport/contract/me.ts';
import { IconDeviceMobilePlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { DialogButton } from '../console/DialogButton.tsx';
import { Loaded } from '../console/Loaded.tsx';
import { asking } from '../console/queries.ts';
import rows from '../console/rows.module.css';
import { Section } from '../console/Section.tsx';
import { EmptyState } from '../ui/states.tsx';
import { AuthenticatorRow } from './AuthenticatorRow.tsx';
import { SetUpAuthenticator } from './SetUpAuthenticator.tsx';

interface Props {
  me: Me;
  onBackupCodes: (codes: readonly string[]) => void;
}

/** One's authenticators: add, rename, renew, remove. */
export function AuthenticatorsSection({ me, onBackupCodes }: Props) {
  const list = useQuery(asking('GET /me/authenticators'));
  const none = list.data?.items.length === 0;
  return (
    <Section
      title="Authenticators"
      about="After your password, one of these proves that it is you."
      actions={
        me.enrollable.length > 0 && (
          <DialogButton label="Add an authenticator" variant={none ? 'filled' : 'default'}>
            {(close) => (
              <SetUpAuthenticator methods={me.enrollable} onBackupCodes={onBackupCodes} onDone={close} />
            )}
          </DialogButton>
        )
      }
    >
      <Loaded query={list}>
        {({ items }) => (
          <>
            {items.length === 0 && (
              <EmptyState icon={<IconDeviceMobilePlus size={36} />} title="None yet">
                Adding one takes about a minute. You need your phone, or a device with fingerprint or face
                recognition.
              </EmptyState>
            )}
            <ul className={rows.list}>
              {items.map((authenticator) => (
                <AuthenticatorRow
                  key={authenticator.id}
                  authenticator={authenticator}
                  renewable={me.enrollable.includes(authenticator.method)}
                  onBackupCodes={onBackupCodes}
                />
              ))}
            </ul>
            {items.length === 1 && (
              <Alert
                color="blue"
                icon={<IconDeviceMobilePlus aria-hidden />}
                title="Add a second device as a backup"
              >
                If you lose this one, you still get in with the other, without asking anybody.
              </Alert>
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}
