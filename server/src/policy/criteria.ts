import type { GroupId } from '../kernel/ids.ts';
import type { Conditions, Facts, Policy, RequestFacts, TimeWindow, UserFacts, Who } from './model.ts';
import { contains, type Network, parseAddress, parseNetwork } from './network.ts';
import { prepareWindow } from './time-window.ts';

/** `unknown`: the fact is missing or the criterion cannot be read. */
export type Verdict = 'hit' | 'miss' | 'unknown';

export type CriterionName =
  | 'who'
  | 'excluded-groups'
  | 'resource-kind'
  | 'resource'
  | 'remembered-device'
  | 'networks'
  | 'outside-networks'
  | 'times';

/** One question that a policy asks, prepared once. Decision and explanation put the same ones. */
export interface Criterion<Subject> {
  readonly name: CriterionName;
  readonly judge: (subject: Subject) => Verdict;
}

const verdict = (hit: boolean): Verdict => (hit ? 'hit' : 'miss');

/**
 * Rule 10. Whatever a policy asks, `none` included, its hit can only make the decision stricter: the strictest wins
 * and what is allowed is intersected. So a policy applies unless a criterion is known to miss, and an unknown network
 * neither escapes one that requires nor enjoys one that leaves the office out.
 */
export const applies = (verdict: Verdict): boolean => verdict !== 'miss';

// ── whom ────────────────────────────────────────────────────────────────────────────────────────

const isMember = (user: UserFacts, groups: readonly GroupId[]): boolean => {
  for (const group of groups) if (user.groups.has(group)) return true;
  return false;
};

const isAmong = (who: Who): ((user: UserFacts) => Verdict) => {
  switch (who.kind) {
    case 'everyone':
      return () => 'hit';
    case 'administrators':
      return (user) => verdict(user.role !== null);
    case 'groups':
      return (user) => verdict(isMember(user, who.groups));
    case 'user':
      return (user) => verdict(user.id === who.user);
  }
};

/** Whom the policy is for, whatever the circumstances: its who-scope. */
export const scopeCriteria = ({ who, excludedGroups }: Policy): Criterion<UserFacts>[] => {
  const included: Criterion<UserFacts> = { name: 'who', judge: isAmong(who) };
  if (excludedGroups.length === 0) return [included];
  return [included, { name: 'excluded-groups', judge: (user) => verdict(!isMember(user, excludedGroups)) }];
};

// ── when ────────────────────────────────────────────────────────────────────────────────────────

/** What conditions ask about: all but who it is and over what channel. */
export interface Occasion {
  readonly now: Facts['now'];
  readonly request: Omit<RequestFacts, 'channel'>;
}

type Matcher<Wanted> = (wanted: Wanted) => (occasion: Occasion) => Verdict;

const resourceKind: Matcher<NonNullable<Conditions['resourceKinds']>> = (kinds) => (facts) =>
  verdict(kinds.includes(facts.request.resource.kind));

/** There is one portal, so it needs no id; of anything else a missing id means that it is not known. */
const resource: Matcher<readonly string[]> = (wanted) => {
  const ids = new Set(wanted);
  return ({ request: { resource } }) => {
    if (resource.id !== undefined) return verdict(ids.has(resource.id));
    return resource.kind === 'portal' ? 'miss' : 'unknown';
  };
};

const rememberedDevice: Matcher<boolean> = (wanted) => (facts) =>
  verdict(facts.request.rememberedDevice === wanted);

/** Whether the client is inside any of the networks; `unknown` if one that cannot be read might have held it. */
const insideAny: Matcher<readonly string[]> = (texts) => {
  const parsed = texts.map(parseNetwork);
  const networks = parsed.filter((network): network is Network => network !== null);
  const otherwise: Verdict = networks.length === parsed.length ? 'miss' : 'unknown';
  return ({ request }) => {
    const address = request.address === null ? null : parseAddress(request.address);
    if (address === null) return 'unknown';
    for (const network of networks) if (contains(network, address)) return 'hit';
    return otherwise;
  };
};

const opposite: Readonly<Record<Verdict, Verdict>> = { hit: 'miss', miss: 'hit', unknown: 'unknown' };

const outsideAll: Matcher<readonly string[]> = (texts) => {
  const inside = insideAny(texts);
  return (facts) => opposite[inside(facts)];
};

const readWindow = (window: TimeWindow): ((now: number) => boolean) | null => {
  try {
    return prepareWindow(window);
  } catch {
    return null;
  }
};

const duringAny: Matcher<readonly TimeWindow[]> = (texts) => {
  const windows = texts.map(readWindow);
  return ({ now }) => {
    let answer: Verdict = 'miss';
    for (const window of windows) {
      if (window === null) answer = 'unknown';
      else if (window(now)) return 'hit';
    }
    return answer;
  };
};

const given = <Wanted>(
  name: CriterionName,
  wanted: Wanted | undefined,
  matcher: Matcher<Wanted>,
): Criterion<Occasion>[] => (wanted === undefined ? [] : [{ name, judge: matcher(wanted) }]);

/** In which circumstances; the cheap questions first. */
export const conditionCriteria = (when: Conditions): Criterion<Occasion>[] => [
  ...given('resource-kind', when.resourceKinds, resourceKind),
  ...given('resource', when.resources, resource),
  ...given('remembered-device', when.rememberedDevice, rememberedDevice),
  ...given('networks', when.networks, insideAny),
  ...given('outside-networks', when.outsideNetworks, outsideAll),
  ...given('times', when.times, duringAny),
];
