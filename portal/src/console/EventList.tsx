import { Text } from '@mantine/core';
import type { AuditEvent } from '@sallyport/contract/administration.ts';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { EmptyState } from '../ui/states.tsx';
import { Time } from '../ui/Time.tsx';
import classes from './EventList.module.css';
import {
  aboutInWords,
  actorName,
  detailInWords,
  fieldName,
  isExplicable,
  kindInWords,
} from './event-words.ts';
import { ListPages } from './ListPages.tsx';
import { TextLink } from './links.tsx';
import { useMay } from './session.tsx';

interface Props {
  query: UseInfiniteQueryResult<InfiniteData<{ items: AuditEvent[] }>>;
  /** What to say when there are none. */
  empty: string;
}

/** Events of the audit log, each to unfold. */
export function EventList({ query, empty }: Props) {
  return (
    <ListPages query={query} empty={<EmptyState title={empty} />}>
      {(events) => (
        <ul className={classes.list}>
          {events.map((event) => (
            <li key={event.seq}>
              <EventRow event={event} />
            </li>
          ))}
        </ul>
      )}
    </ListPages>
  );
}

function EventRow({ event }: { event: AuditEvent }) {
  const { at, kind, actor, address, details, seq, hash } = event;
  const mayReadLog = useMay('audit:read');
  const mayExplain = useMay('requirements:read') && mayReadLog;
  const about = aboutInWords(event);
  const facts: readonly (readonly [string, string])[] = [
    ['Kind', kind],
    ...(address ? [['Network address', address] as const] : []),
    ...Object.entries(details).map(([name, value]) => [fieldName(name), detailInWords(value)] as const),
    ['Entry', `${seq}`],
    ['Chained hash', hash],
  ];
  return (
    <details className={classes.event}>
      <summary className={classes.summary}>
        <span className={classes.words}>
          <Text component="span" fw={600}>
            {kindInWords(kind)}
          </Text>{' '}
          <Text component="span" size="sm" c="dimmed">
            by {actorName(actor)}
            {about && `, about ${about}`}
          </Text>
        </span>
        <Text component="span" size="sm" c="dimmed" className={classes.time}>
          <Time iso={at} />
        </Text>
      </summary>
      {isExplicable(event) && mayExplain && (
        <p className={classes.more}>
          <TextLink to="/admin/explain" search={{ entry: `${seq}` }}>
            Explain this sign-in
          </TextLink>
        </p>
      )}
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
