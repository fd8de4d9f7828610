import { Code, Group, Stack, Text } from '@mantine/core';
import type { AuditCheckpoints, AuditStreamState } from '@sallyport/contract/audit.ts';
import { IconAlertTriangle, IconCircleDashed, IconShieldCheck, IconTransfer } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { DialogButton } from '../../console/DialogButton.tsx';
import { Lines, Loaded } from '../../console/Loaded.tsx';
import { TextLink } from '../../console/links.tsx';
import { asking } from '../../console/queries.ts';
import { useMay } from '../../console/session.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Time } from '../../ui/Time.tsx';
import classes from './Integrity.module.css';

const refreshed = { refetchInterval: 10_000 } as const;

/** Whether the log is signed, and whether it leaves for where nobody here can change it. */
export function Integrity() {
  const checkpoints = useQuery({ ...asking('GET /audit-events/checkpoints'), ...refreshed });
  const stream = useQuery({ ...asking('GET /audit-events/stream'), ...refreshed });
  return (
    <section className={classes.tiles} aria-label="Integrity">
      <Loaded query={checkpoints} skeleton={<Lines count={2} />}>
        {(signed) => <Signed checkpoints={signed} />}
      </Loaded>
      <Loaded query={stream} skeleton={<Lines count={2} />}>
        {(state) => <Stream state={state} />}
      </Loaded>
    </section>
  );
}

interface TileProps {
  tone: 'good' | 'bad' | 'plain';
  icon: ReactNode;
  title: string;
  action?: ReactNode;
  children: ReactNode;
}

function Tile({ tone, icon, title, action, children }: TileProps) {
  return (
    <div className={classes.tile}>
      <span className={classes.icon} data-tone={tone} aria-hidden="true">
        {icon}
      </span>
      <div className={classes.words}>
        <Text fw={600}>{title}</Text>
        <Text size="sm" c="dimmed">
          {children}
        </Text>
      </div>
      {action}
    </div>
  );
}

/** Signed at the latest after five minutes; twice that, and something is wrong. */
const late = 10 * 60_000;

function Signed({ checkpoints: { items, since, publicKey } }: { checkpoints: AuditCheckpoints }) {
  const [newest] = items;
  const action = <HowToVerify publicKey={publicKey} />;
  if (!newest)
    return (
      <Tile tone="plain" icon={<IconCircleDashed size={24} />} title="Not signed yet" action={action}>
        The first signature comes within seconds of the start.
      </Tile>
    );
  const behind = since > 0 && Date.now() - Date.parse(newest.at) > late;
  return (
    <Tile
      tone={behind ? 'bad' : 'good'}
      icon={behind ? <IconAlertTriangle size={24} /> : <IconShieldCheck size={24} />}
      title={behind ? 'Not signed any more' : `Signed up to entry ${newest.seq.toLocaleString('en')}`}
      action={action}
    >
      {behind ? (
        <>
          {since.toLocaleString('en')} entries came since <Time iso={newest.at} />. The server’s log says why;
          verify the log.
        </>
      ) : (
        <>
          <Time iso={newest.at} relative />
          {since > 0 && `; ${since.toLocaleString('en')} since, to be signed soon`}
        </>
      )}
    </Tile>
  );
}

function HowToVerify({ publicKey }: { publicKey: string | undefined }) {
  return (
    <DialogButton label="How to verify" title="Verifying the log" variant="default" size="xs" dialogSize="lg">
      {() => (
        <Stack>
          <Text>
            On the server, this looks at every entry, and holds the log against its signed checkpoints. It
            names whatever was changed, removed, moved or added:
          </Text>
          <Code block tabIndex={0} role="region" aria-label="Command">
            npx sallyport audit verify
          </Code>
          <Text size="sm" c="dimmed">
            An export as JSON lines holds all that an outsider needs to follow the chain. The checkpoints are
            checked with this key:
          </Text>
          {publicKey && (
            <>
              <Code block tabIndex={0} role="region" aria-label="Public key">
                {publicKey}
              </Code>
              <Group>
                <CopyButton value={publicKey} label="Copy the public key" />
              </Group>
            </>
          )}
        </Stack>
      )}
    </DialogButton>
  );
}

function Stream({ state }: { state: AuditStreamState }) {
  const { to, destination, behind, lastSentAt, lastError, nextTry } = state;
  const maySeeSettings = useMay('settings:read');
  if (to === 'nowhere')
    return (
      <Tile tone="plain" icon={<IconTransfer size={24} />} title="Not streamed">
        Entries stay in this database. {maySeeSettings && <SettingsLink />}
      </Tile>
    );
  const waiting = `${behind.toLocaleString('en')} ${behind === 1 ? 'entry waits' : 'entries wait'}`;
  if (lastError)
    return (
      <Tile tone="bad" icon={<IconAlertTriangle size={24} />} title={`${waiting} for ${destination}`}>
        {lastError} {nextTry && <NextTry iso={nextTry} />}
      </Tile>
    );
  return (
    <Tile tone="good" icon={<IconTransfer size={24} />} title={`Streamed to ${destination}`}>
      {behind > 0 ? `${waiting}.` : 'All that was recorded has arrived.'}{' '}
      {lastSentAt && (
        <>
          Last sent <Time iso={lastSentAt} relative />.
        </>
      )}
    </Tile>
  );
}

function NextTry({ iso }: { iso: string }) {
  return (
    <>
      Next try <Time iso={iso} relative />; nothing is lost.
    </>
  );
}

function SettingsLink() {
  return (
    <>
      <TextLink to="/admin/settings">Settings</TextLink> can send them to a syslog server or a webhook.
    </>
  );
}
