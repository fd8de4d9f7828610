import { Badge, Button, Group, Text } from '@mantine/core';
import type { Authenticator } from '@sallyport/contract/me.ts';
import type { User } from '@sallyport/contract/users.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from '../../console/DialogButton.tsx';
import { Loaded } from '../../console/Loaded.tsx';
import { asking } from '../../console/queries.ts';
import { request } from '../../console/request.ts';
import rows from '../../console/rows.module.css';
import { Section } from '../../console/Section.tsx';
import { StatusBadge } from '../../console/StatusBadge.tsx';
import { useMay } from '../../console/session.tsx';
import { statusDetails } from '../../console/two-factor.ts';
import { useAct } from '../../console/use-act.ts';
import { methodNames } from '../../ui/methods.ts';
import { Time } from '../../ui/Time.tsx';
import { HandOutCode } from './HandOutCode.tsx';
import { LiveCode } from './LiveCode.tsx';
import { ResetPeriod } from './ResetPeriod.tsx';
import { ResetTwoFactor } from './ResetTwoFactor.tsx';

/** How a user stands, what they have set up, and what the help desk can do about it. */
export function TwoFactorSection({ user }: { user: User }) {
  const authenticators = useQuery(asking('GET /users/:id/authenticators', { params: { id: user.id } }));
  const { twoFactor } = user;
  const something = (authenticators.data?.items.length ?? 0) > 0 || twoFactor.backupCodesLeft > 0;
  return (
    <Section
      title="Two-factor authentication"
      actions={<HelpDeskActions user={user} somethingToReset={something} />}
    >
      <StatusBadge twoFactor={twoFactor} />
      <Text size="sm">{statusDetails(twoFactor).join(' ')}</Text>
      <LiveCode user={user} />
      <Loaded query={authenticators}>
        {({ items }) =>
          items.length > 0 && (
            <ul className={rows.list}>
              {items.map((authenticator) => (
                <AuthenticatorFacts key={authenticator.id} authenticator={authenticator} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {something && (
        <Text size="sm">
          Backup codes left: <strong>{twoFactor.backupCodesLeft}</strong>
        </Text>
      )}
    </Section>
  );
}

function AuthenticatorFacts({ authenticator }: { authenticator: Authenticator }) {
  const { name, method, createdAt, lastUsedAt, disabledAt } = authenticator;
  return (
    <li className={rows.row}>
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
    </li>
  );
}

/** The dialogs outlive their buttons, which go when there is nothing left to reset. */
function HelpDeskActions({ user, somethingToReset }: { user: User; somethingToReset: boolean }) {
  const mayReset = useMay('users:reset');
  const [dialog, setDialog] = useState<'two-factor' | 'period' | 'code'>();
  const close = () => setDialog(undefined);
  const unlock = useAct(() => request('POST /users/:id/unlock', { params: { id: user.id } }), {
    said: `${user.displayName} can try again at once.`,
    saysFailure: true,
  });
  if (!mayReset) return null;
  return (
    <>
      {user.twoFactor.period && (
        <Button
          variant={user.twoFactor.status === 'expired' ? 'filled' : 'default'}
          aria-haspopup="dialog"
          onClick={() => setDialog('period')}
        >
          New enrollment period
        </Button>
      )}
      {somethingToReset && (
        <Button variant="default" aria-haspopup="dialog" onClick={() => setDialog('two-factor')}>
          Reset 2FA
        </Button>
      )}
      {user.state === 'active' && (
        <Button variant="default" aria-haspopup="dialog" onClick={() => setDialog('code')}>
          Temporary access code
        </Button>
      )}
      {user.state !== 'staged' && (
        <Button
          variant="default"
          loading={unlock.running}
          title="Clears the pause after too many wrong tries"
          onClick={() => unlock.run()}
        >
          Unlock
        </Button>
      )}
      <Dialog opened={dialog === 'two-factor'} onClose={close} title={`Reset 2FA of ${user.displayName}`}>
        <ResetTwoFactor user={user} onDone={close} />
      </Dialog>
      <Dialog
        opened={dialog === 'code'}
        onClose={close}
        title={`Temporary access code for ${user.displayName}`}
      >
        <HandOutCode
          user={user}
          onDone={close}
          {...(somethingToReset && { onReset: () => setDialog('two-factor') })}
        />
      </Dialog>
      <Dialog
        opened={dialog === 'period'}
        onClose={close}
        title={`New enrollment period for ${user.displayName}`}
      >
        <ResetPeriod user={user} onDone={close} />
      </Dialog>
    </>
  );
}
