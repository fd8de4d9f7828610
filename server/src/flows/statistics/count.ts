import { asId, type UserId } from '../../kernel/ids.ts';
import { zoneOf } from '../../policy/zone.ts';
import type { AuditEvent } from '../../ports/audit-log.ts';
import type { Count, Incident, IncidentKind } from '../../ports/statistics.ts';

interface Tallied {
  readonly counts: readonly Count[];
  readonly incidents: readonly Incident[];
}

/** What events of the audit log add to the statistics of their days, in the organisation's time zone. */
export const tally = (events: readonly AuditEvent[], timeZone: string): Tallied => {
  const zone = zoneOf(timeZone);
  const counts = new Map<string, Count>();
  const incidents: Incident[] = [];
  for (const event of events) {
    const counted = countedAs(event);
    if (counted === undefined) continue;
    const { counter, key, incident } = counted;
    const { day } = zone.localTime(event.at);
    const place = `${day} ${counter} ${key}`;
    counts.set(place, { day, counter, key, count: (counts.get(place)?.count ?? 0) + 1 });
    if (incident !== undefined && event.subject?.kind === 'user')
      incidents.push({ kind: incident, user: asId<UserId>(event.subject.id), at: event.at });
  }
  return { counts: [...counts.values()], incidents };
};

interface Counted extends Pick<Count, 'counter' | 'key'> {
  readonly incident?: IncidentKind;
}

const countedAs = ({ kind, details }: AuditEvent): Counted | undefined => {
  const said = (name: string): string => String(details?.[name] ?? 'unknown');
  switch (kind) {
    case 'sign-in.refused':
      return { counter: 'failed-attempt', key: 'password' };
    case 'factor.refused':
      return { counter: 'failed-attempt', key: said('method') };
    case 'factor.throttled':
      return { counter: 'lockout', key: 'too-many-attempts', incident: 'lockout' };
    case 'sign-in.denied':
      return { counter: 'lockout', key: said('code'), incident: 'lockout' };
    case 'authenticator.added':
      return { counter: 'enrollment', key: 'completed' };
    case 'enrollment.refused':
      return { counter: 'enrollment', key: 'failed', incident: 'failed-enrollment' };
    case 'two-factor.reset':
    case 'enrollment-period.reset':
    case 'user.unlocked':
      return { counter: 'help-desk-reset', key: kind, incident: 'help-desk-reset' };
    default:
      return undefined;
  }
};
