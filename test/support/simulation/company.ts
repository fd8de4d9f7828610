/** The people of the simulation, the groups they are in, and what is known of them. */
import { createGroup } from '../../../server/src/flows/administer/groups/change.ts';
import { currentRules } from '../../../server/src/flows/roll-out/current-rules.ts';
import { membersOf } from '../../../server/src/flows/roll-out/members.ts';
import { settle } from '../../../server/src/flows/roll-out/settle.ts';
import { asId, type GroupId, type UserId } from '../../../server/src/kernel/ids.ts';
import type { Instant } from '../../../server/src/kernel/instant.ts';
import { admin } from '../administration.ts';
import { Columns } from './census.ts';
import { Chance } from './chance.ts';
import { Forecast } from './forecast.ts';
import { type Office, openOffice, password } from './office.ts';
import { type Person, someTemperament } from './person.ts';

export const departments = ['Pilots', 'Finance', 'Branch', 'Works'] as const;
export type Department = (typeof departments)[number];

export interface Company {
  readonly office: Office;
  readonly chance: Chance;
  readonly forecast: Forecast;
  readonly columns: Columns;
  readonly people: Map<UserId, Person>;
  readonly groups: Readonly<Record<Department, GroupId>>;
  /** Answers for exemptions. */
  readonly owner: UserId;
  /** When a period that nobody was held to went on: of one person, or of whom a policy is for. */
  readonly resumed: Map<UserId | 'by a policy', Instant>;
  /** Since when somebody has had several periods at a time. */
  readonly besides: Map<UserId, Instant>;
  /** What was found to be other than it was said to be. */
  readonly faults: string[];
}

export const foundCompany = async (size: number, seed: number): Promise<Company> => {
  const office = await openOffice();
  const { house } = office;
  const chance = new Chance(seed);
  const owner = await house.active('olga', { role: 'owner' });
  await house.enroll(owner);
  const group = async (name: Department): Promise<GroupId> =>
    asId((await createGroup(house)(admin, { name, description: '' })).id);
  const groups = {
    Pilots: await group('Pilots'),
    Finance: await group('Finance'),
    Branch: await group('Branch'),
    Works: await group('Works'),
  };
  const people = Array.from({ length: size }, (_, number) => somebody(house.newId(), number, chance));
  const now = house.clock.now();
  await house.transact(async (source) => {
    await source.users.addMany(
      people.map(({ id, username }) => ({
        id,
        username,
        displayName: username,
        email: `${username}@example.com`,
        state: 'active',
        role: null,
        passwordHash: password,
        createdAt: now,
        activatedAt: now,
      })),
    );
    for (const { id } of people)
      await source.users.setGroups(
        id,
        departments.filter((name) => chance.happens(sharesOf[name])).map((name) => groups[name]),
      );
    const rules = await currentRules(source);
    for await (const users of membersOf(source, { kind: 'everyone' }, now))
      await settle(source, rules, users, now);
  });
  return {
    office,
    chance,
    forecast: new Forecast(),
    columns: new Columns(house),
    people: new Map(people.map((person) => [person.id, person])),
    groups,
    owner,
    resumed: new Map(),
    besides: new Map(),
    faults: [],
  };
};

const sharesOf: Readonly<Record<Department, number>> = {
  Pilots: 0.03,
  Finance: 0.1,
  Branch: 0.3,
  Works: 0.4,
};

export const somebody = (id: UserId, number: number, chance: Chance): Person => ({
  id,
  username: `person-${number}`,
  temperament: someTemperament(chance),
  secret: undefined,
});
