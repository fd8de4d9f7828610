import type { GroupId } from '../../kernel/ids.ts';
import type { CriterionName } from '../../policy/criteria.ts';
import type { Facts, Policy, ResourceKind, TimeWindow } from '../../policy/model.ts';
import { weekdayOf, zoneOf } from '../../policy/zone.ts';
import type { Names } from './names.ts';

/** What a policy wants and what was found, in words; without the verdict, which stands beside them. */
export interface InWords {
  readonly wanted: string;
  readonly found: string;
}

const list = (words: readonly string[], type: 'disjunction' | 'conjunction'): string =>
  new Intl.ListFormat('en-GB', { type }).format(words);
const anyOf = (words: readonly string[]): string => list(words, 'disjunction');

export const criterionInWords = (
  criterion: CriterionName,
  { who, excludedGroups, when }: Policy,
  facts: Facts,
  names: Names,
): InWords => {
  const { request, user } = facts;
  switch (criterion) {
    case 'who':
      return whoInWords(who, facts, names);
    case 'excluded-groups':
      return {
        wanted: `not in ${anyOf(groupNames(excludedGroups, names))}`,
        found: membership(user.groups, names),
      };
    case 'resource-kind':
      return {
        wanted: `signing in to ${anyOf((when.resourceKinds ?? []).map((kind) => kindNames[kind]))}`,
        found: kindNames[request.resource.kind],
      };
    case 'resource':
      return {
        wanted: `signing in to ${anyOf(when.resources ?? [])}`,
        found: request.resource.id ?? kindNames[request.resource.kind],
      };
    case 'remembered-device':
      return {
        wanted: when.rememberedDevice ? 'a remembered device' : 'a device that is not remembered',
        found: request.rememberedDevice ? 'remembered' : 'not remembered',
      };
    case 'networks':
      return { wanted: `network ${anyOf(when.networks ?? [])}`, found: addressOf(facts) };
    case 'outside-networks':
      return { wanted: `outside of ${anyOf(when.outsideNetworks ?? [])}`, found: addressOf(facts) };
    case 'times':
      return timesInWords(when.times ?? [], facts);
  }
};

const kindNames: Readonly<Record<ResourceKind, string>> = {
  portal: 'the portal',
  app: 'a web application',
  server: 'a server',
  'radius-client': 'a VPN or network device',
};

const addressOf = ({ request }: Facts): string => request.address ?? 'the address is not known';

const groupNames = (ids: Iterable<GroupId>, { groups }: Names): string[] =>
  [...ids].map((id) => groups.get(id) ?? 'a group deleted since').toSorted();

const membership = (groups: ReadonlySet<GroupId>, names: Names): string =>
  groups.size === 0 ? 'in no group' : `in ${list(groupNames(groups, names), 'conjunction')}`;

const whoInWords = (who: Policy['who'], { user }: Facts, names: Names): InWords => {
  const username = names.user?.username ?? 'the user';
  switch (who.kind) {
    case 'everyone':
      return { wanted: 'everyone', found: username };
    case 'administrators':
      return { wanted: 'administrators', found: user.role ?? 'holds no role' };
    case 'groups':
      return {
        wanted: `in ${anyOf(groupNames(who.groups, names))}`,
        found: membership(user.groups, names),
      };
    case 'user':
      return { wanted: who.user === user.id ? `${username} alone` : 'another user', found: username };
  }
};

// ── times ───────────────────────────────────────────────────────────────────────────────────────

const dayNames = ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const dayName = (day: number): string => dayNames[day] ?? '';

/** `Mon–Fri, Sun`: days in a row of three or more as a span. */
const daysInWords = (weekdays: readonly number[]): string => {
  const spans: number[][] = [];
  for (const day of weekdays.toSorted((a, b) => a - b)) {
    const span = spans.at(-1);
    if (span?.at(-1) === day - 1) span.push(day);
    else spans.push([day]);
  }
  return spans
    .flatMap((span) => {
      const names = span.map(dayName);
      return span.length < 3 ? names : [`${names[0]}–${names.at(-1)}`];
    })
    .join(', ');
};

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

const windowInWords = ({ weekdays, from, to, timeZone }: TimeWindow): string =>
  `${daysInWords(weekdays)} ${clock(from)}–${clock(to)} (${timeZone})`;

/** As the clocks show it there. */
const timeThere = (now: number, timeZone: string): string => {
  try {
    const { day, minute } = zoneOf(timeZone).localTime(now);
    return `${dayName(weekdayOf(day))} ${clock(minute)} (${timeZone})`;
  } catch {
    return `the time zone ${timeZone} is not known`;
  }
};

const timesInWords = (windows: readonly TimeWindow[], { now }: Facts): InWords => ({
  wanted: anyOf(windows.map(windowInWords)),
  found: [...new Set(windows.map(({ timeZone }) => timeThere(now, timeZone)))].join(', '),
});
