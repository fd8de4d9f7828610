import type { GroupId, IdMaker, PolicyId, UserId } from '../../server/src/kernel/ids.ts';
import type { Instant } from '../../server/src/kernel/instant.ts';
import type { Random } from '../../server/src/kernel/random.ts';
import type { EnrollmentStatus } from '../../server/src/policy/model.ts';
import type { Authenticator } from '../../server/src/ports/authenticators.ts';
import type { Period } from '../../server/src/ports/periods.ts';
import type { Sealer } from '../../server/src/ports/secrets.ts';
import type { ProjectedStanding } from '../../server/src/ports/standings.ts';
import type { NewUser } from '../../server/src/ports/users.ts';
import { Person } from './person.ts';

/** A user with all that belongs to them, as it is stored. */
export interface Newcomer {
  readonly user: NewUser;
  readonly groups: readonly GroupId[];
  readonly period?: Period;
  readonly authenticator?: Authenticator;
  readonly standing: ProjectedStanding;
  /** Of those who are enrolled. */
  readonly person?: Person;
}

/** What all of them have in common. */
export interface Hall {
  readonly parts: { readonly newId: IdMaker; readonly random: Random; readonly sealer: Sealer };
  readonly passwordHash: string;
  readonly createdAt: Instant;
  /** Whoever belongs to it is under `policy`. */
  readonly staff: GroupId;
  readonly departments: readonly GroupId[];
  readonly policy: PolicyId;
  /** Of the policy: some that run, and one that is over. */
  readonly running: readonly Span[];
  readonly over: Span;
}

type Span = Pick<Period, 'startedAt' | 'days' | 'deadline'>;

const firstNames = 'ada ben chloe dario elif farid greta hugo ines jonas kira liam mona nils olga pia'.split(
  ' ',
);
const lastNames =
  'adler brandt conti dubois egger faro garcia huber ilic jensen kaya lopez meyer novak okafor petit'.split(
    ' ',
  );

export const newcomer = (hall: Hall, index: number, status: EnrollmentStatus): Newcomer => {
  const id: UserId = hall.parts.newId();
  const user = account(hall, id, index, status === 'pre-enrollment' ? 'staged' : 'active');
  const bound = status === 'not-enrolled' ? [] : [hall.staff];
  const span = spanOf(hall, index, status);
  const secret = status === 'enrolled' ? newSecret(hall.parts.random) : undefined;
  return {
    user,
    groups: [...bound, ...one(hall.departments, index)],
    ...(span && { period: { user: id, policy: hall.policy, ...span, nextNotice: null, noticeAt: null } }),
    ...(secret && {
      authenticator: authenticatorApp(hall, id, secret),
      person: new Person(user.username, secret),
    }),
    standing: {
      user: id,
      status: status === 'expired' ? 'in-enrollment-period' : status,
      required: status !== 'not-enrolled',
      deadline: status === 'enrolled' ? null : (span?.deadline ?? null),
    },
  };
};

/** 160 bits in base32 (RFC 4648 §6), five to a letter. */
const newSecret = (random: Random): string =>
  Array.from(random.bytes(32), (byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(byte & 31)).join('');

const account = (hall: Hall, id: UserId, index: number, state: 'staged' | 'active'): NewUser => {
  const [first, last] = [one(firstNames, index).join(), one(lastNames, index >> 4).join()];
  const username = `${first}.${last}.${index}`;
  return {
    id,
    username,
    displayName: `${first} ${last}`,
    email: `${username}@example.org`,
    state,
    role: null,
    passwordHash: state === 'active' ? hall.passwordHash : null,
    createdAt: hall.createdAt,
    activatedAt: state === 'active' ? hall.createdAt : null,
  };
};

/** Periods start with the policy, also of those who are enrolled already. */
const spanOf = (hall: Hall, index: number, status: EnrollmentStatus): Span | undefined => {
  if (status === 'not-enrolled' || status === 'pre-enrollment') return undefined;
  return status === 'expired' ? hall.over : one(hall.running, index)[0];
};

const authenticatorApp = ({ parts, createdAt }: Hall, user: UserId, secret: string): Authenticator => {
  const id = parts.newId<'authenticator'>();
  const key = { algorithm: 'SHA1', digits: 6, period: 30, secret: parts.sealer.seal(secret, `totp:${id}`) };
  return {
    id,
    user,
    method: 'totp',
    name: 'Authenticator app',
    data: JSON.stringify(key),
    externalId: null,
    counter: 0,
    createdAt,
    lastUsedAt: null,
    disabledAt: null,
  };
};

/** The element whose turn it is. */
const one = <T>(all: readonly T[], index: number): readonly T[] => all.slice(index % all.length).slice(0, 1);
