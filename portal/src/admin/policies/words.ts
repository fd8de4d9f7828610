import type { Policy, PolicyDefinition, TimeWindow } from '@sallyport/contract/policies.ts';
import type { PolicyState, ResourceKind } from '@sallyport/contract/vocabulary.ts';
import { methodNames } from '../../ui/methods.ts';
import { inOnePhrase } from '../../ui/phrase.ts';
import { strengthInShort } from '../requirement/strengths.ts';

/** Policies as sentences and phrases, for lists, the editor and the differences between versions. */

export const stateNames: Readonly<Record<PolicyState, string>> = {
  on: 'On',
  'report-only': 'Report only',
  off: 'Off',
};

export const entryNames: Readonly<Record<ResourceKind, string>> = {
  portal: 'this portal',
  app: 'web applications',
  server: 'servers',
  'radius-client': 'VPN and network devices',
};

const weekdayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
export const weekdayName = (day: number): string => weekdayNames[day - 1] ?? '';

/** Mon–Fri; Mon, Wed and Fri; every day. */
export function weekdaysInWords(days: readonly number[]): string {
  const sorted = [...days].sort((a, b) => a - b);
  const [first = 1, last = first] = [sorted[0], sorted.at(-1)];
  if (sorted.length === 7) return 'every day';
  const unbroken = last - first === sorted.length - 1;
  return unbroken && sorted.length > 2
    ? `${weekdayName(first)}–${weekdayName(last)}`
    : inOnePhrase(sorted.map(weekdayName));
}

const windowInWords = ({ weekdays, from, to, timeZone }: TimeWindow): string =>
  from === to || (from === '00:00' && to === '24:00')
    ? `${weekdaysInWords(weekdays)} all day (${timeZone})`
    : `${weekdaysInWords(weekdays)} ${from}–${to} (${timeZone})`;

type Described = Pick<PolicyDefinition, 'who' | 'excludedGroups' | 'conditions' | 'action' | 'named'>;

const namesOf = (ids: readonly string[], named: Described['named']): string =>
  inOnePhrase(ids.map((id) => named[id] ?? 'a deleted group'));

export function whoInWords({ who, excludedGroups, named }: Described): string {
  const except = excludedGroups.length > 0 ? ` except ${namesOf(excludedGroups, named)}` : '';
  switch (who.kind) {
    case 'everyone':
      return `Everyone${except}`;
    case 'administrators':
      return 'All administrators';
    case 'groups':
      return `${namesOf(who.groups, named)}${except}`;
    case 'user':
      return named[who.user] ?? 'A deleted user';
  }
}

/** At what, from where, when, on what device: the circumstances that are asked about; empty for any. */
export function circumstances({ conditions }: Pick<Described, 'conditions'>): string[] {
  const { resourceKinds, resources, networks, outsideNetworks, times, rememberedDevice } = conditions;
  return [
    resourceKinds && `at ${inOnePhrase(resourceKinds.map((kind) => entryNames[kind]))}`,
    resources && `to ${inOnePhrase(resources)}`,
    networks && `from ${oneOf(networks)}`,
    outsideNetworks && `from outside ${inOnePhrase(outsideNetworks)}`,
    times && `during ${inOnePhrase(times.map(windowInWords))}`,
    rememberedDevice !== undefined && `on a device that is ${rememberedDevice ? '' : 'not '}remembered`,
  ].filter((phrase) => typeof phrase === 'string');
}

const oneOf = (words: readonly string[]): string =>
  new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(words);

/** “Mandatory after 7 days”, “Refused”: for lists. */
export function actionInShort({ action }: Pick<Described, 'action'>): string {
  if (action.kind === 'deny') return 'Sign-in refused';
  return action.requirement.strength === 'none' ? 'Nothing required' : strengthInShort(action.requirement);
}

const methodsInWords = (methods: readonly (keyof typeof methodNames)[]): string =>
  inOnePhrase(methods.map((method) => methodNames[method].toLowerCase()));

function actionInWords({ action }: Described): string {
  if (action.kind === 'deny') return 'is refused';
  const { strength, days = 7, allowed, owed } = action.requirement;
  const means = allowed ? ` with ${oneOf(allowed.map((method) => methodNames[method].toLowerCase()))}` : '';
  const also = owed.length > 0 ? `; to be set up in any case: ${methodsInWords(owed)}` : '';
  switch (strength) {
    case 'none':
      return `needs no second factor by this policy${means && `; one that is asked for is proved${means}`}`;
    case 'optional':
      return `is asked for a second factor${means}, and setting one up can be skipped${also}`;
    case 'soft':
      return `needs a second factor${means}, to be set up within ${days} ${days === 1 ? 'day' : 'days'}${also}`;
    case 'forced':
      return `needs a second factor${means}, set up at once${also}`;
  }
}

/** The whole policy as one sentence. */
export function sentenceOf(policy: Described): string {
  const when = circumstances(policy);
  const where = when.length > 0 ? when.join(', ') : 'anywhere, at any time';
  return `${whoInWords(policy)}: a sign-in ${where} ${actionInWords(policy)}.`;
}

interface Difference {
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/** What makes a policy, point by point. */
function points(policy: PolicyDefinition): ReadonlyMap<string, string> {
  const { conditions, action, excludedGroups, named } = policy;
  const requirement = action.kind === 'require' ? action.requirement : undefined;
  const { resourceKinds, resources, networks, outsideNetworks, times, rememberedDevice } = conditions;
  return new Map([
    ['Name', policy.name],
    ['Description', policy.description],
    ['State', stateNames[policy.state]],
    ['Who', whoInWords({ ...policy, excludedGroups: [] })],
    ['Except', namesOf(excludedGroups, named)],
    ['At', inOnePhrase((resourceKinds ?? []).map((kind) => entryNames[kind]))],
    ['Only to', (resources ?? []).join(', ')],
    ['Only from', (networks ?? []).join(', ')],
    ['Only from outside', (outsideNetworks ?? []).join(', ')],
    ['During', inOnePhrase((times ?? []).map(windowInWords))],
    ['Device', rememberedDevice === undefined ? '' : rememberedDevice ? 'remembered' : 'not remembered'],
    ['Second factor', actionInShort(policy)],
    ['Methods that count', requirement?.allowed ? methodsInWords(requirement.allowed) : ''],
    ['Methods owed', methodsInWords(requirement?.owed ?? [])],
    ['Remembered devices', requirement?.rememberDevices === false ? 'not accepted' : ''],
  ]);
}

/** What one version changed of the one before it; nothing stands as “–”. */
export function differences(before: PolicyDefinition, after: PolicyDefinition): Difference[] {
  const was = points(before);
  return [...points(after)]
    .map(([label, text]) => ({ label, before: was.get(label) || '–', after: text || '–' }))
    .filter((point) => point.before !== point.after);
}

export const isNamed = ({ kind }: Pick<Policy, 'kind'>): boolean => kind === 'named';
