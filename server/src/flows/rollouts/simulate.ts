import { meetAtActivation } from '@sallyport/contract/activation-words.ts';
import type { DryRun, DryRunDay } from '@sallyport/contract/rollouts.ts';
import { asId, type PolicyId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import { compile } from '../../policy/compile.ts';
import { demandsOnUser, inScope } from '../../policy/matching.ts';
import type { PeriodFact, Policy } from '../../policy/model.ts';
import { announcedAt, type Wave, waveDeadline, wavePolicy } from '../../policy/rollout.ts';
import { type Day, zoneOf } from '../../policy/zone.ts';
import { isoDay } from '../iso-day.ts';
import { periodChanges } from '../roll-out/period-changes.ts';
import type { Rules } from '../rules.ts';
import { type Standpoint, standingOf, standpointWith } from '../standpoint.ts';
import type { Crowd } from './crowds.ts';

/** Days that are played through at most. */
export const longest = 120;

/** See `typicalPace`. */
export const assumption =
  'Typically, 60 % of those who must enroll do so within the first third of their time, 90 % by its end; 10 % do not.';

/** The share of people who have enrolled when so much of their time is over (0 to 1). */
const typicalPace = (elapsed: number): number => {
  if (elapsed <= 0) return 0;
  if (elapsed >= 1) return 0.9;
  return elapsed < 1 / 3 ? elapsed * 1.8 : 0.6 + (elapsed - 1 / 3) * 0.45;
};

/** A wave with the policy it is, or will be. */
export interface SimulatedWave extends Wave {
  /** When it starts as things are: no earlier than now. */
  readonly at: Instant;
  /** When its people are told as things are; null: never. */
  readonly announced: Instant | null;
  readonly policy: Policy;
}

/** As if the rollout were on its schedule from now on; its waves in order. */
export const simulatedWaves = (
  { name, waves }: { readonly name: string; readonly waves: readonly Wave[] },
  now: Instant,
  timeZone: string,
): SimulatedWave[] => {
  let at = Number.NEGATIVE_INFINITY;
  return waves.map((wave, number) => {
    at = Math.max(at, wave.started?.at ?? Math.max(wave.startsAt, now));
    const id = wave.started?.policy ?? asId<PolicyId>(`dry-run-${number}`);
    return {
      ...wave,
      at,
      announced: announcedAt(wave, now, timeZone),
      policy: wavePolicy(name, waves, number, id),
    };
  });
};

/**
 * Plays the days through: on each, the rules as they will be, and of each crowd how it will stand by the very functions
 * that say how people stand today, with a `now` that moves on. Pure.
 */
export const simulate = (
  rules: Rules,
  crowds: readonly Crowd[],
  waves: readonly SimulatedWave[],
  now: Instant,
): Pick<DryRun, 'waves' | 'days'> & { readonly cutShort: boolean } => {
  const { timeZone } = rules.settings.organisation;
  const zone = zoneOf(timeZone);
  const today = zone.localTime(now).day;
  const lastDay = Math.max(
    today,
    ...waves.map(
      ({ at, ...wave }) =>
        zone.localTime(waveDeadline({ ...wave, started: null, startsAt: at }, timeZone)).day + 1,
    ),
  );
  const span = Math.min(lastDay - today + 1, longest);
  const walkers = crowds.map((crowd) => ({ ...crowd, periods: crowd.one.facts.periods }));
  const counted = waves.map((wave, number) => countPeople(crowds, rules, wave, { number, now }));
  const days = Array.from({ length: span }, (_, index) => {
    const day = today + index;
    const end = Math.max(now, zone.startOf(day + 1) - 1);
    const live = rulesOn(rules, waves, end);
    const begun = waves.filter(
      ({ at, started }) => started === null && at <= end && zone.localTime(at).day === day,
    );
    return describeDay(
      walkers.map((walker) => walk(walker, live, begun.at(0)?.at ?? end, end)),
      waves,
      { day, end, timeZone, counted, atActivation: meetAtActivation(rules.settings.signIn) },
    );
  });
  return {
    waves: counted,
    days,
    cutShort: lastDay - today + 1 > longest,
  };
};

/** The rules of a day: with the policies of the waves that have started by then. */
const rulesOn = (rules: Rules, waves: readonly SimulatedWave[], end: Instant): Rules => {
  const begun = waves.filter(({ at, started }) => started === null && at <= end);
  return {
    ...rules,
    compiled: compile([...rules.stored.map(({ policy }) => policy), ...begun.map(({ policy }) => policy)]),
  };
};

interface Walker extends Crowd {
  /** Carried on from day to day. */
  periods: readonly PeriodFact[];
}

interface Walked {
  readonly people: number;
  readonly standpoint: Standpoint;
}

/** One crowd, one day on: the periods that start, and how it stands at the end of the day. */
const walk = (walker: Walker, rules: Rules, startsAt: Instant, end: Instant): Walked => {
  const one = { ...walker.one, facts: { ...walker.one.facts, periods: walker.periods } };
  const { after } = periodChanges(standpointWith(one, rules, walker.own, end), startsAt);
  walker.periods = after.facts.periods;
  return { people: walker.people, standpoint: after };
};

const describeDay = (
  crowds: readonly Walked[],
  waves: readonly SimulatedWave[],
  {
    day,
    end,
    timeZone,
    counted: whole,
    atActivation,
  }: {
    readonly day: Day;
    readonly end: Instant;
    readonly timeZone: string;
    readonly counted: DryRun['waves'];
    readonly atActivation: string;
  },
): DryRunDay => {
  const zone = zoneOf(timeZone);
  const isToday = (at: Instant | null): boolean => at !== null && zone.localTime(at).day === day;
  const counted = waves.map((wave, number) => countWave(crowds, wave, number, { day, end, timeZone }));
  const events = waves.flatMap((wave, number) => {
    const called = `Wave ${number + 1} “${wave.name}”`;
    const people = counted[number];
    const staged = whole[number]?.notActivated ?? 0;
    const besides = (what: string) =>
      staged === 0
        ? ''
        : ` ${staged} ${staged === 1 ? 'has' : 'have'} not activated their account: they ${what}.`;
    return [
      ...(wave.announcement.state !== 'sent' && isToday(wave.announced)
        ? [`${called} is announced to ${inWords(people?.announced ?? 0)}.${besides('are told nothing')}`]
        : []),
      ...(wave.started === null && isToday(wave.at)
        ? [
            `${called} starts: 2FA is required of ${inWords(people?.started ?? 0)}${wave.announced === null ? ', without an announcement' : ''}.${besides(atActivation)}`,
          ]
        : []),
      ...(people !== undefined && people.expiring > 0
        ? [`${called}: the time of ${inWords(people.expiring)} not enrolled yet ends tonight.`]
        : []),
    ];
  });
  return { day: isoDay(day), events, waves: counted };
};

const inWords = (people: number): string => (people === 1 ? '1 person' : `${people} people`);

const countWave = (
  crowds: readonly Walked[],
  wave: SimulatedWave,
  number: number,
  { day, end, timeZone }: { readonly day: Day; readonly end: Instant; readonly timeZone: string },
): DryRunDay['waves'][number] => {
  const zone = zoneOf(timeZone);
  const count = {
    number: number + 1,
    announced: 0,
    started: 0,
    asked: 0,
    toEnroll: 0,
    expiring: 0,
    lockedOut: 0,
    toEnrollTypically: 0,
    lockedOutTypically: 0,
  };
  const { announced } = wave;
  for (const { people, standpoint } of crowds) {
    const { facts, policies, rules } = standpoint;
    if (facts.state !== 'active') continue;
    const { status, period } = standingOf(standpoint);
    if (announced !== null && announced <= end && status !== 'enrolled' && isFor(wave, standpoint))
      count.announced += people;
    const isDemanded = demandsOnUser(facts, policies, rules.decision, end).some(
      ({ because }) => because.policy === wave.policy.id,
    );
    if (!isDemanded) continue;
    count.started += people;
    const left =
      people *
      (1 - (period ? typicalPace((end - period.startedAt) / (period.deadline - period.startedAt)) : 0));
    if (status === 'enrolled') count.asked += people;
    else if (status === 'expired') {
      count.lockedOut += people;
      count.lockedOutTypically += left;
    } else {
      count.toEnroll += people;
      count.toEnrollTypically += left;
    }
    if (period !== undefined && status !== 'enrolled' && zone.localTime(period.deadline).day === day)
      count.expiring += people;
  }
  return {
    ...count,
    toEnrollTypically: toHundredths(count.toEnrollTypically),
    lockedOutTypically: toHundredths(count.lockedOutTypically),
  };
};

const toHundredths = (people: number): number => Math.round(people * 100) / 100;

/** Whom the wave will concern once it has started. */
const isFor = ({ policy }: SimulatedWave, { facts }: Pick<Standpoint, 'facts'>): boolean => {
  const compiled = compile([policy]).at(-1);
  return facts.role === null && compiled !== undefined && inScope(compiled, facts);
};

const countPeople = (
  crowds: readonly Crowd[],
  rules: Rules,
  wave: SimulatedWave,
  { number, now }: { readonly number: number; readonly now: Instant },
): DryRun['waves'][number] => {
  const meant = crowds.filter(({ one }) => isFor(wave, one));
  const reached = meant.filter(({ one }) => one.facts.state === 'active');
  const enrolled = reached.filter(
    ({ one, own }) => standingOf(standpointWith(one, rules, own, wave.at)).status === 'enrolled',
  );
  return {
    number: number + 1,
    name: wave.name,
    people: sum(reached),
    enrolled: sum(enrolled),
    notActivated: sum(meant.filter(({ one }) => one.facts.state === 'staged')),
    startsNow: wave.at <= now,
  };
};

const sum = (crowds: readonly Crowd[]): number => crowds.reduce((all, { people }) => all + people, 0);

export const isInNoWave = (waves: readonly SimulatedWave[], { one }: Crowd): boolean =>
  one.facts.state === 'active' && one.facts.role === null && !waves.some((wave) => isFor(wave, one));
