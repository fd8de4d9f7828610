import { Badge, Drawer, Group, Stack, Text, Title } from '@mantine/core';
import type { AuditEvent } from '@sallyport/contract/administration.ts';
import type { ReactNode } from 'react';
import {
  aboutInWords,
  actorName,
  detailInWords,
  fieldName,
  isExplicable,
  isFailure,
  kindInWords,
} from '../../console/event-words.ts';
import { TextLink } from '../../console/links.tsx';
import { useMay } from '../../console/session.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { formatDeadline } from '../../ui/time.ts';
import classes from './EntryDrawer.module.css';

interface Props {
  event: AuditEvent | undefined;
  onClose: () => void;
}

/** All that one entry says, beside the list. */
export function EntryDrawer({ event, onClose }: Props) {
  return (
    <Drawer
      opened={event !== undefined}
      onClose={onClose}
      position="right"
      size="lg"
      title={
        <Text component="span" size="lg" fw={600}>
          {event && kindInWords(event.kind)}
        </Text>
      }
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {event && <Entry event={event} />}
    </Drawer>
  );
}

function Entry({ event }: { event: AuditEvent }) {
  const { seq, at, kind, actor, subject, address, details, hash } = event;
  const said = Object.entries(details);
  const mayExplain = useMay('requirements:read');
  return (
    <Stack gap="lg">
      <Group gap="xs">
        <Badge color={isFailure(kind) ? 'red' : 'gray'} variant="light" tt="none">
          {isFailure(kind) ? 'Refused or failed' : 'Done'}
        </Badge>
        <Text size="sm" c="dimmed">
          Entry {seq.toLocaleString('en')}
        </Text>
      </Group>
      {isExplicable(event) && mayExplain && (
        <TextLink to="/admin/explain" search={{ entry: `${seq}` }}>
          Explain this sign-in
        </TextLink>
      )}
      <Facts title="What happened">
        <Fact name="When">{formatDeadline(at)}</Fact>
        <Fact name="By">
          <Who who={actor} name={actorName(actor)} />
        </Fact>
        {subject && (
          <Fact name="About">
            <Who who={subject} name={subject.name ?? aboutInWords(event) ?? subject.id} />
          </Fact>
        )}
        {address && (
          <Fact name="Network address">
            <TextLink to="/admin/audit" search={{ address }}>
              {address}
            </TextLink>
          </Fact>
        )}
        <Fact name="Kind">
          <TextLink to="/admin/audit" search={{ kind }}>
            {kind}
          </TextLink>
        </Fact>
      </Facts>
      {said.length > 0 && (
        <Facts title="Details">
          {said.map(([name, value]) => (
            <Fact key={name} name={fieldName(name)}>
              {detailInWords(value)}
            </Fact>
          ))}
        </Facts>
      )}
      <Facts title="Chained as">
        <Fact name="Hash">
          <code>{hash}</code>
        </Fact>
      </Facts>
      <div>
        <CopyButton value={JSON.stringify(event, null, 2)} label="Copy the entry as JSON" />
      </div>
    </Stack>
  );
}

/** A user or group as a link, as far as the reader may see them. */
function Who({ who, name }: { who: { kind: string; id?: string | undefined }; name: string }) {
  const mayReadUsers = useMay('users:read');
  const mayReadGroups = useMay('groups:read');
  const id = who.id;
  if (id && who.kind === 'user' && mayReadUsers)
    return (
      <TextLink to="/admin/users/$id" params={{ id }}>
        {name}
      </TextLink>
    );
  if (id && who.kind === 'group' && mayReadGroups)
    return (
      <TextLink to="/admin/groups/$id" params={{ id }}>
        {name}
      </TextLink>
    );
  return name;
}

function Facts({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <Title order={3} size="h5" mb="xs">
        {title}
      </Title>
      <dl className={classes.facts}>{children}</dl>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
