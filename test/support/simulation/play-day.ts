/** One day of the simulation, from the first mails of the morning to the preview of the evening. */
import type { PreviewChange } from '@sallyport/contract/preview.ts';
import { type Standpoint, standingOf } from '../../../server/src/flows/standpoint.ts';
import type { UserId } from '../../../server/src/kernel/ids.ts';
import type { Instant } from '../../../server/src/kernel/instant.ts';
import { day, type House, monday } from '../administration.ts';
import { calendar, waveDays } from './calendar.ts';
import { everybody } from './census.ts';
import type { Company } from './company.ts';
import { incidents } from './incidents.ts';
import { makeAct } from './make-act.ts';
import { metByDeciding } from './met.ts';
import { acts, type Person } from './person.ts';
import { signInAs } from './sign-in.ts';
import { asForetold, columnsAreRight, lockedOutAsTold } from './verdicts.ts';

/** What is known in the evening, for the next day. */
export interface Evening {
  readonly found: readonly Standpoint[];
  readonly lockedOut: ReadonlySet<UserId>;
}

export interface Seen {
  /** Sign-ins that met with what a preview had said of them. */
  readonly signIns: number;
  /** Others of whom a preview had told what they would have met with. */
  readonly decisions: number;
  readonly newlyLockedOut: number;
}

const hour = day / 24;
/** People of whom some sign in at the same time. */
const atOnce = 20;

export const playDay = async (
  company: Company,
  number: number,
  { found, lockedOut }: Evening,
  signIns: number,
): Promise<Evening & { readonly seen: Seen }> => {
  const { office, forecast } = company;
  const { house } = office;
  const at = (hours: number): void => house.at(monday + number * day + (hours - 9) * hour);

  at(7);
  forgetEndedExemptions(company, found);
  await office.background();
  at(8);
  for (const plan of calendar[number] ?? []) await makeAct(company, await plan(company));
  await incidents(company, found);
  at(9);
  forgetWave(company, number);
  await office.background();

  at(10);
  const deadlines = new Map(found.map((one) => [one.user.id, standingOf(one).period?.deadline]));
  const { signedIn, told } = await signInSome(company, deadlines, signIns);
  at(12);
  await enrollOthers(company, deadlines, signedIn);

  at(20);
  await office.background();
  const now = await everybody(house);
  const decisions = now.filter(
    (standpoint) =>
      standpoint.user.state === 'active' &&
      asForetold(company, standpoint.user.id, metByDeciding(standpoint), `day ${number}, deciding`),
  ).length;
  await columnsAreRight(company, now);
  const lockedOutNow = await lockedOutAsTold(company, now, lockedOut);
  await forecast.preview(house, await asItIs(house), `the evening of day ${number}`);
  return {
    found: now,
    lockedOut: lockedOutNow,
    seen: { signIns: told, decisions, newlyLockedOut: lockedOutNow.difference(lockedOut).size },
  };
};

type Deadlines = ReadonlyMap<UserId, Instant | undefined>;

const activePeople = ({ columns, people }: Company): Person[] =>
  columns.active().flatMap((id) => people.get(id) ?? []);

const signInSome = async (company: Company, deadlines: Deadlines, count: number) => {
  const { office, chance, forecast } = company;
  const now = office.house.clock.now();
  const some = chance
    .some(count, activePeople(company))
    .map((person) => ({ person, wants: acts(person, deadlines.get(person.id), now, chance) }));
  let told = 0;
  for (let place = 0; place < some.length; place += atOnce)
    await Promise.all(
      some.slice(place, place + atOnce).map(async ({ person, wants }) => {
        const { met, enrolled } = await signInAs(office, person, wants);
        if (asForetold(company, person.id, met, `${new Date(now).toISOString()}, signing in`)) told++;
        if (enrolled) forecast.forget(person.id);
      }),
    );
  return { told, signedIn: new Set(some.map(({ person }) => person.id)) };
};

/** On a page of theirs rather than at a sign-in. */
const enrollOthers = async (
  company: Company,
  deadlines: Deadlines,
  signedIn: ReadonlySet<UserId>,
): Promise<void> => {
  const { house } = company.office;
  const willing = activePeople(company).filter(
    (person) =>
      !signedIn.has(person.id) && acts(person, deadlines.get(person.id), house.clock.now(), company.chance),
  );
  for (const { id } of willing) company.forecast.forget(id);
  for (let place = 0; place < willing.length; place += atOnce)
    await Promise.all(willing.slice(place, place + atOnce).map(({ id }) => house.enroll(id)));
};

/** Requires something of its people that the preview of the evening before did not know of. */
const forgetWave = ({ columns, groups, forecast }: Company, number: number): void => {
  for (const name of ['Branch', 'Works'] as const)
    if (waveDays[name] === number) for (const id of columns.members(groups[name])) forecast.forget(id);
};

/** What ends an exemption begins periods, which is no longer as it was in the evening. */
const forgetEndedExemptions = (
  { office, forecast, resumed }: Company,
  found: readonly Standpoint[],
): void => {
  const now = office.house.clock.now();
  for (const { user, facts, now: evening } of found)
    if (facts.exemptions.some(({ until }) => until > evening && until <= now)) {
      forecast.forget(user.id);
      resumed.set(user.id, now);
    }
};

/** The requirement of everyone, left as it is: how everybody stands tomorrow if nothing is changed. */
const asItIs = async ({ read }: House): Promise<PreviewChange> => {
  const stored = await read.policies.bySubject({ kind: 'everyone' });
  if (stored?.policy.state === 'on') return { change: 'policy', policyId: stored.policy.id };
  return { subject: { kind: 'everyone' }, requirement: null };
};
