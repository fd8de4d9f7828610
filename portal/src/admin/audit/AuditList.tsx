import { Text, UnstyledButton } from '@mantine/core';
import type { AuditEvent } from '@sallyport/contract/administration.ts';
import { IconBan, IconCheck } from '@tabler/icons-react';
import { aboutInWords, actorName, isFailure, kindInWords } from '../../console/event-words.ts';
import { Time } from '../../ui/Time.tsx';
import classes from './AuditList.module.css';

interface Props {
  events: readonly AuditEvent[];
  onShow: (event: AuditEvent) => void;
}

/** Entries, one a row, each to be opened. */
export function AuditList({ events, onShow }: Props) {
  return (
    <ul className={classes.list} aria-label="Entries">
      {events.map((event) => (
        <li key={event.seq}>
          <UnstyledButton className={classes.entry} aria-haspopup="dialog" onClick={() => onShow(event)}>
            <EntryRow event={event} />
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}

function EntryRow({ event }: { event: AuditEvent }) {
  const { kind, actor, address, at } = event;
  const failed = isFailure(kind);
  const about = aboutInWords(event);
  return (
    <>
      <span className={classes.mark} data-failed={failed || undefined}>
        {failed ? <IconBan size={18} aria-label="Refused" /> : <IconCheck size={18} aria-hidden />}
      </span>
      <span className={classes.words}>
        <Text component="span" fw={600}>
          {kindInWords(kind)}
        </Text>
        <Text component="span" size="sm" c="dimmed" className={classes.who}>
          {actorName(actor)}
          {about && ` → ${about}`}
        </Text>
      </span>
      <Text component="span" size="sm" c="dimmed" className={classes.address}>
        {address}
      </Text>
      <Text component="span" size="sm" c="dimmed" className={classes.time}>
        <Time iso={at} />
      </Text>
    </>
  );
}
