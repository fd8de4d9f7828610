/** What happens to people in between, every day: they join, leave, move, go on holiday, lose their phones. */
import { createExemption } from '../../../server/src/flows/administer/exemptions/create.ts';
import { changeMembers } from '../../../server/src/flows/administer/groups/members.ts';
import { createAccessCode } from '../../../server/src/flows/administer/users/access-code.ts';
import { createActivationLink } from '../../../server/src/flows/administer/users/activation.ts';
import { createUser } from '../../../server/src/flows/administer/users/create.ts';
import { editUser } from '../../../server/src/flows/administer/users/edit.ts';
import { deleteUser } from '../../../server/src/flows/administer/users/remove.ts';
import { resetEnrollmentPeriod } from '../../../server/src/flows/administer/users/reset-period.ts';
import { resetTwoFactor } from '../../../server/src/flows/administer/users/reset-two-factor.ts';
import { reactivateUser, suspendUser } from '../../../server/src/flows/administer/users/suspend.ts';
import { type Standpoint, standingOf } from '../../../server/src/flows/standpoint.ts';
import { asId, type UserId } from '../../../server/src/kernel/ids.ts';
import { isoTime } from '../../../server/src/kernel/instant.ts';
import { Refusal } from '../../../server/src/ports/refusal.ts';
import { admin, day, monday } from '../administration.ts';
import { switching } from './calendar.ts';
import { type Company, departments, somebody } from './company.ts';
import { makeAct } from './make-act.ts';
import { activateAs, signInAs } from './sign-in.ts';

const identity = { identityVerifiedBy: 'their manager', note: '' };

/** @param found everybody as they stood the evening before */
export const incidents = async (company: Company, found: readonly Standpoint[]): Promise<void> => {
  const { chance, people, forecast } = company;
  const many = Math.max(1, Math.round(people.size / 700));
  const known = found.filter(({ user }) => people.has(user.id));
  const met = new Set<UserId>();
  const take = (count: number, fits: (standpoint: Standpoint) => boolean): Standpoint[] => {
    const chosen = chance.some(
      count,
      known.filter((standpoint) => !met.has(standpoint.user.id) && fits(standpoint)),
    );
    for (const { user } of chosen) met.add(user.id);
    return chosen;
  };
  const isActive = ({ user }: Standpoint): boolean => user.state === 'active';
  const has2fa = ({ facts }: Standpoint): boolean => facts.authenticators.length > 0;
  const statusIs = (wanted: string) => (standpoint: Standpoint) =>
    isActive(standpoint) && standingOf(standpoint).status === wanted;

  for (const { user } of take(many * 3, statusIs('expired'))) await helped(company, user.id);
  for (const { user } of take(many, isActive)) await gone(company, user.id);
  for (const { user } of take(many, isActive)) await away(company, user.id);
  for (const { user } of take(many, ({ user }) => user.state === 'suspended' && chance.happens(0.5)))
    await backAgain(company, user.id);
  for (const { user } of take(many, (one) => isActive(one) && has2fa(one))) await phoneLost(company, user.id);
  for (const { user } of take(many, (one) => isActive(one) && people.get(one.user.id)?.secret !== undefined))
    await phoneForgotten(company, user.id);
  for (const { user } of take(many, isActive)) await onHoliday(company, user.id);
  for (const { user } of take(1, statusIs('in-enrollment-period'))) await exempted(company, user.id);
  for (const { user } of take(1, isActive))
    await makeAct(
      company,
      switching(company, { kind: 'user', user: user.id }, { strength: 'soft', days: 6 }),
    );
  await moved(company, take(many * 2, isActive));
  for (let count = 0; count < many; count++) forecast.forget(await hired(company, count));
};

/** The help desk is told where an act would help nobody. */
const unlessRefused = async (code: Refusal['code'], work: () => Promise<unknown>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== code) throw error;
  }
};

/** What locked them out may have been switched off this morning. The mail names the deadline that rules from now on. */
const helped = async ({ office: { house }, forecast, resumed }: Company, id: UserId): Promise<void> => {
  await unlessRefused('nothing-to-reset', () => resetEnrollmentPeriod(house)(admin, id, identity));
  resumed.set(id, house.clock.now());
  forecast.forget(id);
};

const gone = async ({ office: { house }, forecast, people }: Company, id: UserId): Promise<void> => {
  await deleteUser(house)(admin, id);
  people.delete(id);
  forecast.forget(id);
};

const away = async ({ office: { house }, forecast }: Company, id: UserId): Promise<void> => {
  await suspendUser(house)(admin, id);
  forecast.forget(id);
};

const backAgain = async (company: Company, id: UserId): Promise<void> => {
  const { office, forecast, resumed } = company;
  const { house } = office;
  resumed.set(id, house.clock.now());
  await reactivateUser(house)(admin, id, 'fresh');
  forecast.forget(id);
};

/** Their period runs on, or is over: the help desk sees it in the answer, and gives them another. */
const phoneLost = async (company: Company, id: UserId): Promise<void> => {
  const { office, forecast, people } = company;
  const { twoFactor } = await resetTwoFactor(office.house)(admin, id, identity);
  const person = people.get(id);
  if (person !== undefined) person.secret = undefined;
  forecast.forget(id);
  if (twoFactor.period !== undefined) await helped(company, id);
};

const phoneForgotten = async ({ office, forecast, people }: Company, id: UserId): Promise<void> => {
  const person = people.get(id);
  if (person === undefined) return;
  forecast.forget(id);
  await unlessRefused('conflict', async () => {
    const { code } = await createAccessCode(office.house)(admin, id, { ...identity, minutes: 60 });
    await signInAs(office, person, true, code);
  });
};

const onHoliday = async ({ office: { house }, forecast, chance }: Company, id: UserId): Promise<void> => {
  const lastDay = isoTime(house.clock.now() + (3 + chance.below(12)) * day).slice(0, 10);
  await editUser(house)(admin, id, { onLeaveUntil: lastDay });
  forecast.forget(id);
};

const exempted = async (company: Company, id: UserId): Promise<void> => {
  const { house } = company.office;
  const until = isoTime(house.clock.now() + 9.55 * day);
  await makeAct(company, {
    what: 'somebody is exempted',
    change: { change: 'exemption', userIds: [id], until },
    make: () =>
      createExemption(house)(admin, { userId: id, ownerId: company.owner, reason: 'a drill', until }),
    moves: 'none',
  });
};

/** Some join a department, some leave it. */
const moved = async (company: Company, movers: readonly Standpoint[]): Promise<void> => {
  const { groups, chance, office } = company;
  const group = groups[chance.one(departments)];
  const isIn = ({ facts }: Standpoint): boolean => facts.groups.has(group);
  const add = movers.filter((one) => !isIn(one)).map(({ user }) => user.id);
  const remove = movers.filter(isIn).map(({ user }) => user.id);
  await makeAct(company, {
    what: 'people change groups',
    change: { change: 'members', groupId: group, add, remove },
    make: () => changeMembers(office.house)(admin, group, { add, remove }),
    moves: 'none',
  });
};

const hired = async ({ office, people, chance, groups }: Company, count: number): Promise<UserId> => {
  const { house } = office;
  const username = `hired-on-day-${Math.floor((house.clock.now() - monday) / day)}-${count}`;
  const { id } = await createUser(house)(admin, {
    username,
    displayName: username,
    email: `${username}@example.com`,
    groups: [groups[chance.one(departments)]],
    sendActivation: false,
  });
  const person = { ...somebody(asId(id), 0, chance), username };
  people.set(person.id, person);
  const { url } = await createActivationLink(house)(admin, id);
  if (chance.happens(0.9)) await activateAs(office, person, url);
  return person.id;
};
