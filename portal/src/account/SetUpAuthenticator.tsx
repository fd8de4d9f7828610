import { Button, Text } from '@mantine/core';
import type { Authenticator } from '@sallyport/contract/me.ts';
import type { ConfirmEnrollment } from '@sallyport/contract/sign-in.ts';
import type { EnrollableMethod } from '@sallyport/contract/vocabulary.ts';
import { useQueryClient } from '@tanstack/react-query';
import { request } from '../console/request.ts';
import { say } from '../console/say.ts';
import { AddAuthenticator } from '../ui/enroll/AddAuthenticator.tsx';

interface Props {
  methods: readonly EnrollableMethod[];
  /** Renewal: this one goes once the new one is confirmed. */
  replaces?: Authenticator;
  /** The first authenticator brings backup codes. */
  onBackupCodes: (codes: readonly string[]) => void;
  onDone: () => void;
}

/** Adds or renews an authenticator. */
export function SetUpAuthenticator({ methods, replaces, onBackupCodes, onDone }: Props) {
  const queries = useQueryClient();

  async function confirm(id: string, answer: ConfirmEnrollment): Promise<void> {
    const { authenticator, backupCodes } = await request('POST /me/authenticators/:id/confirm', {
      params: { id },
      body: { ...(replaces && { name: replaces.name }), ...answer },
    });
    onDone();
    if (backupCodes) onBackupCodes(backupCodes);
    say(`“${authenticator.name}” is ready to use.`);
    void queries.invalidateQueries();
  }

  return (
    <>
      {replaces && (
        <Text size="sm" mb="md">
          You get a new key. “{replaces.name}” goes on working until the new one is confirmed.
        </Text>
      )}
      <AddAuthenticator
        methods={methods}
        preferred={methods[0] ?? 'totp'}
        start={(method) =>
          request('POST /me/authenticators', {
            body: { method, ...(replaces && { replaces: replaces.id }) },
          })
        }
        confirm={confirm}
        withName={!replaces}
        secondary={
          <Button variant="default" fullWidth onClick={onDone}>
            Cancel
          </Button>
        }
      />
    </>
  );
}
