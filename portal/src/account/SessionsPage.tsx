import { Badge, Button, Group, Text } from '@mantine/core';
import type { Session } from '@sallyport/contract/me.ts';
import { IconDeviceDesktop } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Loaded } from '../console/Loaded.tsx';
import { Page } from '../console/Page.tsx';
import { asking } from '../console/queries.ts';
import { request } from '../console/request.ts';
import rows from '../console/rows.module.css';
import { Section } from '../console/Section.tsx';
import { useAct } from '../console/use-act.ts';
import { Time } from '../ui/Time.tsx';
import { describeUserAgent } from './user-agent.ts';

/** Where one is signed in, and ending it. */
export function SessionsPage() {
  const sessions = useQuery(asking('GET /me/sessions'));
  const endOthers = useAct(() => request('DELETE /me/sessions'), {
    said: 'All other sessions have ended.',
    saysFailure: true,
  });
  const others = sessions.data?.items.some(({ current }) => !current) ?? false;
  return (
    <Page
      title="My sessions"
      about="Where you are signed in. If you do not recognise one, end it and change your password."
    >
      <Section
        title="Signed in now"
        actions={
          others && (
            <Button variant="default" loading={endOthers.running} onClick={() => endOthers.run()}>
              End all others
            </Button>
          )
        }
      >
        <Loaded query={sessions}>
          {({ items }) => (
            <ul className={rows.list}>
              {items.map((session) => (
                <SessionRow key={session.id} session={session} />
              ))}
            </ul>
          )}
        </Loaded>
      </Section>
    </Page>
  );
}

function SessionRow({ session }: { session: Session }) {
  const device = describeUserAgent(session.userAgent);
  const end = useAct(() => request('DELETE /me/sessions/:id', { params: { id: session.id } }), {
    said: 'The session has ended.',
    saysFailure: true,
  });
  return (
    <li className={rows.row}>
      <IconDeviceDesktop size={24} aria-hidden className={rows.icon} />
      <div className={rows.words}>
        <Group gap="xs">
          <Text fw={600}>{device}</Text>
          {session.current && (
            <Badge variant="light" tt="none">
              This one
            </Badge>
          )}
          {session.level === 'aal1' && (
            <Badge variant="light" color="gray" tt="none">
              Password only
            </Badge>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          from {session.address} · signed in <Time iso={session.createdAt} relative /> · last active{' '}
          <Time iso={session.lastSeenAt} relative /> · ends at the latest{' '}
          <Time iso={session.expiresAt} relative />
        </Text>
      </div>
      {!session.current && (
        <Button
          variant="default"
          size="xs"
          aria-label={`End the session of ${device} from ${session.address}`}
          loading={end.running}
          onClick={() => end.run()}
        >
          End
        </Button>
      )}
    </li>
  );
}
