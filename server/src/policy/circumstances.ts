import type { Instant } from '../kernel/instant.ts';
import { days, minutes } from '../kernel/instant.ts';
import { applies, conditionCriteria } from './criteria.ts';
import { type Policy, type RequestFacts, resourceKinds } from './model.ts';
import { edgesOf, parseNetwork } from './network.ts';
import { prepareWindow } from './time-window.ts';
import { zoneOf } from './zone.ts';

/** One way to sign in that policies tell apart from others. */
export interface Circumstance {
  readonly resource: RequestFacts['resource'];
  readonly address: string | null;
  readonly rememberedDevice: boolean;
  /** Stands for every instant of a week at which the same time windows are open. */
  readonly at: Instant;
}

/** What of a policy says when it applies. */
export type Conditioned = Pick<Policy, 'state' | 'when'>;

/**
 * The ways to sign in among which is the worst for anybody, under policies of several versions, so that rule 16 can be
 * asked of `decide` itself. Where policies divide networks or the week, one of each part stands for all of it. As a
 * policy more never makes a decision milder, a way on which fewer of them apply than on another is left out.
 * @param concerning only ways on which one of these applies; all if there is none
 */
export const circumstancesOf = (
  policies: readonly Conditioned[],
  concerning: readonly Conditioned[],
  now: Instant,
): readonly Circumstance[] => {
  const on = policies.filter(({ state }) => state === 'on');
  const prepared = on.map(({ when }) => conditionCriteria(when));
  const wanted = concerning.map(({ when }) => conditionCriteria(when));
  const candidates: Candidate[] = [];
  for (const way of ways([...on, ...concerning], now)) {
    const occasion = { now: way.at, request: way };
    const hits = (criteria: (typeof prepared)[number]): boolean =>
      criteria.every(({ judge }) => applies(judge(occasion)));
    if (wanted.length > 0 && !wanted.some(hits)) continue;
    const applying = new Set(prepared.flatMap((criteria, index) => (hits(criteria) ? [index] : [])));
    const candidate = { way, applying };
    if (candidates.some((other) => isNoMilder(other, candidate))) continue;
    candidates.push(candidate);
  }
  return candidates
    .filter((candidate) => !candidates.some((other) => other !== candidate && isNoMilder(other, candidate)))
    .map(({ way }) => way);
};

/** The policies as they are while the time windows are open that are open at `at`, whatever the time. */
export const during = (policies: readonly Policy[], at: Instant): readonly Policy[] =>
  policies.map((policy) => {
    const { times, ...when } = policy.when;
    if (times === undefined) return policy;
    const occasion = { now: at, request: nowhere };
    const open = conditionCriteria({ times }).every(({ judge }) => applies(judge(occasion)));
    return { ...policy, when: open ? when : { ...when, times: [] } };
  });

/** Hours and days don't ask about it. */
const nowhere = { resource: { kind: 'portal' }, address: null, rememberedDevice: false } as const;

interface Candidate {
  readonly way: Circumstance;
  readonly applying: ReadonlySet<number>;
}

/** Portal and apps ask whoever has set up 2FA though nothing requires it (S6). */
const asksUnrequired = ({ resource: { kind } }: Circumstance): boolean => kind === 'portal' || kind === 'app';

const isNoMilder = (one: Candidate, other: Candidate): boolean =>
  (asksUnrequired(one.way) || !asksUnrequired(other.way)) &&
  (!one.way.rememberedDevice || other.way.rememberedDevice) &&
  one.applying.isSupersetOf(other.applying);

function* ways(policies: readonly Conditioned[], now: Instant): Generator<Circumstance> {
  const remembers = policies.some(({ when }) => when.rememberedDevice !== undefined);
  for (const at of instantsOf(policies, now))
    for (const resource of resourcesOf(policies))
      for (const address of addressesOf(policies))
        for (const rememberedDevice of remembers ? [false, true] : [false])
          yield { resource, address, rememberedDevice, at };
}

/** Each kind, with each resource that a policy names and one that none does. */
const resourcesOf = (policies: readonly Conditioned[]): readonly RequestFacts['resource'][] => {
  const named = new Set(policies.flatMap(({ when }) => when.resources ?? []));
  return resourceKinds.flatMap((kind) =>
    kind === 'portal' || named.size === 0
      ? [{ kind }]
      : [{ kind, id: 'another' }, ...[...named].map((id) => ({ kind, id }))],
  );
};

/** One address of every part into which the networks divide all there are. */
const addressesOf = (policies: readonly Conditioned[]): readonly (string | null)[] => {
  const texts = policies.flatMap(({ when }) => [...(when.networks ?? []), ...(when.outsideNetworks ?? [])]);
  if (texts.length === 0) return [null];
  const edges = texts.flatMap((text) => {
    const network = parseNetwork(text);
    return network === null ? [] : edgesOf(network);
  });
  return [...new Set(['0.0.0.0', '::', ...edges])];
};

/** One instant of every part into which the time windows divide a week. */
const instantsOf = (policies: readonly Conditioned[], now: Instant): readonly Instant[] => {
  const windows = policies.flatMap(({ when }) => when.times ?? []).filter(isReadable);
  if (windows.length === 0) return [now];
  const open = windows.map(prepareWindow);
  const found = new Map<string, Instant>();
  const edges = windows.flatMap(({ from, to, timeZone }) => {
    const zone = zoneOf(timeZone);
    const today = zone.localTime(now).day;
    return Array.from({ length: 8 }, (_, ahead) => zone.startOf(today + ahead)).flatMap((start) => [
      start + minutes(from),
      start + minutes(to),
    ]);
  });
  for (const at of [now, ...edges.filter((edge) => edge > now && edge <= now + days(7))]) {
    const key = open.map((isOpen) => Number(isOpen(at))).join('');
    if (!found.has(key)) found.set(key, at);
  }
  return [...found.values()];
};

const isReadable = (window: Parameters<typeof prepareWindow>[0]): boolean => {
  try {
    prepareWindow(window);
    return true;
  } catch {
    return false;
  }
};
