import type { Policy, TimeWindow } from '@sallyport/contract/policies.ts';

/** A policy for a terminal: its name and state, then one line for each thing that is said of it. */
export const policyText = (policy: Policy): string => {
  const { name, kind, state, description, version, changedAt, changedBy } = policy;
  const facts = [
    ['state', state],
    ['for', whoInWords(policy)],
    ...conditionsInWords(policy),
    ...actionInWords(policy),
    ...(description === '' ? [] : [['why', description]]),
    ...(kind === 'named' ? [['version', `${version}`]] : []),
    ...(changedAt === undefined
      ? []
      : [['changed', `${changedAt.slice(0, 10)} by ${changedBy?.name ?? changedBy?.kind ?? 'somebody'}`]]),
    ['id', policy.id],
  ];
  return [
    kind === 'named' ? name : `${name} (${kind}, built in)`,
    ...facts.map(([label = '', said = '']) => `  ${label.padEnd(width)}${said}`),
  ].join('\n');
};

/** Of the labels, with the space behind them. */
const width = 17;

const whoInWords = ({ who, excludedGroups, named }: Policy): string => {
  const nameOf = (id: string): string => named[id] ?? `${id}, deleted`;
  const except = excludedGroups.length === 0 ? '' : `, except ${excludedGroups.map(nameOf).join(', ')}`;
  switch (who.kind) {
    case 'everyone':
      return `everyone${except}`;
    case 'administrators':
      return 'all administrators';
    case 'groups':
      return `${who.groups.map(nameOf).join(', ')}${except}`;
    case 'user':
      return nameOf(who.user);
  }
};

const conditionsInWords = ({ conditions }: Policy): string[][] => {
  const { resourceKinds, resources, networks, outsideNetworks, times, rememberedDevice } = conditions;
  return [
    ['at', resourceKinds?.join(', ')],
    ['only to', resources?.join(', ')],
    ['only from', networks?.join(', ')],
    ['only from outside', outsideNetworks?.join(', ')],
    ['during', times?.map(windowInWords).join('; ')],
    [
      'device',
      rememberedDevice === undefined ? undefined : rememberedDevice ? 'remembered' : 'not remembered',
    ],
  ].flatMap(([label = '', said]) => (said === undefined ? [] : [[label, said]]));
};

const weekdayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

const windowInWords = ({ weekdays, from, to, timeZone }: TimeWindow): string =>
  `${weekdays.map((day) => weekdayNames[day - 1]).join(' ')} ${from}–${to} (${timeZone})`;

const actionInWords = ({ action }: Policy): string[][] => {
  if (action.kind === 'deny') return [['does', 'refuse the sign-in']];
  const { strength, days, allowed, owed, rememberDevices } = action.requirement;
  return [
    ['asks', days === undefined ? strengths[strength] : `${strengths[strength]}, with ${days} days for it`],
    ...(allowed === undefined ? [] : [['methods', `only ${allowed.join(', ')}`]]),
    ...(owed.length === 0 ? [] : [['owed', owed.join(', ')]]),
    ...(rememberDevices ? [] : [['remembered', 'a remembered device does not stand in']]),
  ];
};

const strengths = {
  none: 'nothing',
  optional: 'for a second factor, which can be skipped (optional)',
  soft: 'for a second factor, to be set up (soft)',
  forced: 'for a second factor, to be set up at once (forced)',
} as const;
