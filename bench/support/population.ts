import { putRequirement } from '../../server/src/flows/administer/requirements.ts';
import { createToken } from '../../server/src/flows/administer/tokens.ts';
import { cliCaller } from '../../server/src/flows/caller.ts';
import { addFirstOwner } from '../../server/src/flows/setup.ts';
import { days } from '../../server/src/kernel/instant.ts';
import type { EnrollmentStatus } from '../../server/src/policy/model.ts';
import { deadlineFor } from '../../server/src/policy/periods.ts';
import { type Hall, type Newcomer, newcomer } from './newcomer.ts';
import type { Parts } from './parts.ts';
import { type Person, password } from './person.ts';

export interface Population {
  /** Some of those who are enrolled, spread over all. */
  readonly people: readonly Person[];
  /** An API token that may do everything. */
  readonly token: string;
}

/** Of twenty users: an organisation in the middle of its roll-out. */
const mix: readonly EnrollmentStatus[] = [
  ...Array<EnrollmentStatus>(14).fill('enrolled'),
  ...Array<EnrollmentStatus>(3).fill('in-enrollment-period'),
  ...Array<EnrollmentStatus>(2).fill('pre-enrollment'),
  'not-enrolled',
];
/** However many users there are: what is rare is what is hard to find. */
const expired = 10;
const grace = 7;
const wantedPeople = 4_000;
/** In one transaction: what SQLite keeps to take back a part of it grows with it, and is gone through at each write. */
const chunkSize = 500;

/**
 * Fills an empty database with an organisation whose group “Staff” has seven days to set up 2FA: users of every
 * status, with groups, periods, authenticators, and their standing projected.
 */
export const populate = async (
  parts: Parts,
  users: number,
  note: (text: string) => void,
): Promise<Population> => {
  const { token, hall } = await found(parts);
  const keepEvery = Math.max(1, Math.floor((users * 0.7) / wantedPeople));
  const people: Person[] = [];
  for (let start = 0; start < users; start += chunkSize) {
    const chunk = Array.from({ length: Math.min(chunkSize, users - start) }, (_, offset) =>
      newcomer(hall, start + offset, statusOf(start + offset, users)),
    );
    await store(parts, chunk);
    people.push(...chunk.flatMap(({ person }) => person ?? []).filter((_, index) => index % keepEvery === 0));
    const done = start + chunk.length;
    if (done % 100_000 === 0)
      note(`${done.toLocaleString('en')} of ${users.toLocaleString('en')} users made`);
  }
  return { people, token };
};

/** The owner, a token, the groups, and what is required of “Staff”. */
const found = async (parts: Parts): Promise<{ readonly token: string; readonly hall: Hall }> => {
  const now = parts.clock.now();
  const owner = { username: 'olivia', displayName: 'Olivia', email: 'olivia@example.org' };
  const passwordHash = await parts.hasher.hash(password);
  const group = (name: string) => ({ id: parts.newId<'group'>(), name, description: '', createdAt: now });
  const staff = group('Staff');
  const departments = ['Sales', 'Care', 'Laboratory', 'Logistics'].map(group);
  await parts.transact(async (source) => {
    await addFirstOwner(parts, source, { ...owner, passwordHash }, now);
    for (const each of [staff, ...departments]) await source.groups.add(each);
  });
  const { token } = await createToken(parts)(cliCaller, { name: 'bench', role: 'owner', days: 1 });
  const subject = { kind: 'group', group: staff.id } as const;
  const { policyId } = await putRequirement(parts)(cliCaller, subject, { strength: 'soft', days: grace });

  const policy = (await parts.read.policies.bySubject(subject))?.policy.id;
  if (policy === undefined) throw new Error(`policy ${policyId} was not stored`);
  const { timeZone } = (await parts.read.settings.read()).organisation;
  const spanFrom = (startedAt: number) => ({
    startedAt,
    days: grace,
    deadline: deadlineFor(startedAt, grace, timeZone),
  });
  const hall: Hall = {
    parts,
    passwordHash,
    createdAt: now - days(60),
    staff: staff.id,
    departments: departments.map(({ id }) => id),
    policy,
    running: Array.from({ length: grace }, (_, ago) => spanFrom(now - days(ago))),
    over: spanFrom(now - days(30)),
  };
  return { token, hall };
};

const statusOf = (index: number, users: number): EnrollmentStatus => {
  const apart = Math.max(1, Math.floor(users / expired));
  return index % apart === apart - 1 ? 'expired' : (mix[index % mix.length] ?? 'enrolled');
};

const store = (parts: Parts, chunk: readonly Newcomer[]): Promise<void> =>
  parts.transact(async ({ users, groups, periods, authenticators, standings }) => {
    await users.addMany(chunk.map(({ user }) => user));
    await groups.addMemberships(
      chunk.flatMap(({ user, groups: of }) => of.map((group) => ({ group, user: user.id }))),
    );
    await periods.start(chunk.flatMap(({ period }) => period ?? []));
    for (const { authenticator } of chunk)
      if (authenticator !== undefined) await authenticators.add(authenticator);
    await standings.store(chunk.map(({ standing }) => standing));
  });
