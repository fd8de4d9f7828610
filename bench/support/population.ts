import { Secret } from 'otpauth';
import type { Parts } from '../../server/src/compose.ts';
import { createToken } from '../../server/src/flows/administer/tokens.ts';
import { putRequirement } from '../../server/src/flows/administer/requirements.ts';
import { cliCaller } from '../../server/src/flows/caller.ts';
import { addFirstOwner } from '../../server/src/flows/setup.ts';
import { days, type Instant } from '../../server/src/kernel/clock.ts';
import { asId, type GroupId, type PolicyId } from '../../server/src/kernel/ids.ts';
import { deadlineFor } from '../../server/src/policy/enrollment.ts';
import type { NewUser, Period, ProjectedStanding } from '../../server/src/ports/users.ts';
import { Person, password } from './person.ts';

export interface Population {
  readonly users: number;
  /** Some of those who are enrolled, spread over all. */
  readonly people: readonly Person[];
  /** An API token that may do everything. */
  readonly token: string;
}

type Kind = 'enrolled' | 'in-enrollment-period' | 'expired' | 'pre-enrollment' | 'not-enrolled';

/** Of twenty: an organisation in the middle of its roll-out. */
const mix: readonly Kind[] = [
  ...Array<Kind>(14).fill('enrolled'),
  ...Array<Kind>(3).fill('in-enrollment-period'),
  ...Array<Kind>(2).fill('pre-enrollment'),
  'not-enrolled',
];
/** However many users there are: what is rare is what is hard to find. */
const expired = 10;
const wantedPeople = 4_000;
const chunk = 5_000;
const graceDays = 7;

const firstNames = 'ada ben chloe dario elif farid greta hugo ines jonas kira liam mona nils olga pia'.split(' ');
const lastNames = 'adler brandt conti dubois egger faro garcia huber ilic jensen kaya lopez meyer novak okafor petit'.split(' ');

/**
 * An organisation whose group “Staff” has to set up 2FA within seven days: users of every status, with groups,
 * periods, authenticators and their standing projected, as the flows leave them.
 */
export const populate = async (parts: Parts, users: number, note: (text: string) => void): Promise<Population> => {
  const now = parts.clock.now();
  const { token, staff, departments } = await found(parts, now);
  const passwordHash = await parts.hasher.hash(password);
  const shared = await readShared(parts, staff, now);
  const each = { ...shared, staff, departments, passwordHash };
  const people: Person[] = [];
  const keepEvery = Math.max(1, Math.floor((users * 0.7) / wantedPeople));
  let enrolled = 0;

  for (let start = 0; start < users; start += chunk) {
    const added = Array.from({ length: Math.min(chunk, users - start) }, (_, offset) =>
      newcomer(parts, each, start + offset, kindOf(start + offset, users)),
    );
    await store(parts, added, shared.revision, now);
    for (const { person } of added) if (person !== undefined && enrolled++ % keepEvery === 0) people.push(person);
    const done = start + added.length;
    if (done % 100_000 === 0) note(`${done.toLocaleString('en')} of ${users.toLocaleString('en')} users made`);
  }
  return { users, people, token };
};

/** The owner, a token, the groups and what is required of “Staff”. */
const found = async (parts: Parts, now: Instant) => {
  const owner = { username: 'olivia', displayName: 'Olivia', email: 'olivia@example.org' };
  const passwordHash = await parts.hasher.hash(password);
  const [staff, ...departments] = ['Staff', 'Sales', 'Care', 'Laboratory', 'Logistics'].map((name) => ({
    id: parts.newId<'group'>(),
    name,
    description: '',
    createdAt: now,
  }));
  if (staff === undefined) throw new Error('there is no group');
  await parts.transact(async (source) => {
    await addFirstOwner(parts, source, { ...owner, passwordHash }, now);
    for (const group of [staff, ...departments]) await source.groups.add(group);
  });
  const { token } = await createToken(parts)(cliCaller, { name: 'bench', role: 'owner', days: 1 });
  const subject = { kind: 'group', group: staff.id } as const;
  await putRequirement(parts)(cliCaller, subject, { strength: 'soft', days: graceDays });
  return { token, staff: staff.id, departments: departments.map(({ id }) => id) };
};

/** What all newcomers have in common. */
const readShared = async ({ read }: Parts, staff: GroupId, now: Instant) => {
  const stored = await read.policies.bySubject({ kind: 'group', group: staff });
  if (stored === undefined) throw new Error('nothing is required of the group');
  const { timeZone } = (await read.settings.read()).organisation;
  const startedAt = Array.from({ length: graceDays }, (_, ago) => now - days(ago));
  return {
    policy: stored.policy.id,
    revision: await read.policies.revision(),
    live: startedAt.map((at) => ({ startedAt: at, deadline: deadlineFor(at, graceDays, timeZone) })),
    over: { startedAt: now - days(30), deadline: deadlineFor(now - days(30), graceDays, timeZone) },
    createdAt: now - days(60),
    sealed: 0,
  };
};

interface Shared {
  readonly policy: PolicyId;
  readonly live: readonly Pick<Period, 'startedAt' | 'deadline'>[];
  readonly over: Pick<Period, 'startedAt' | 'deadline'>;
  readonly createdAt: Instant;
  readonly staff: GroupId;
  readonly departments: readonly GroupId[];
  readonly passwordHash: string;
}

const kindOf = (index: number, users: number): Kind => {
  const apart = Math.floor(users / expired);
  if (index % apart === apart - 1 && index < apart * expired) return 'expired';
  return mix[index % mix.length] ?? 'enrolled';
};
