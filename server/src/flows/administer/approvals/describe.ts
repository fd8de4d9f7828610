import type { Approval } from '@sallyport/contract/approvals.ts';
import { asId, type UserId } from '../../../kernel/ids.ts';
import { type Instant, isoTime } from '../../../kernel/instant.ts';
import { type ApprovalInput, approvalContext, type StoredApproval } from '../../../ports/approvals.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import type { Sealer } from '../../../ports/secrets.ts';
import type { Administrator } from '../../caller.ts';
import { isAsker } from './asker.ts';
import { mayDecide, roleConcerned } from './deciders.ts';
import type { CallTerms } from './wanted.ts';

interface Parts {
  readonly sealer: Pick<Sealer, 'open'>;
  readonly termsOf: (call: string) => CallTerms;
}

/** Our own writing, read back. */
export const openInput = ({ sealer }: Pick<Parts, 'sealer'>, { id, input }: StoredApproval): ApprovalInput =>
  JSON.parse(sealer.open(input, approvalContext(id))) as ApprovalInput;

/** In the words of the contract, to one caller. */
export const describeApproval = async (
  parts: Parts,
  source: Pick<Repositories, 'users'>,
  caller: Administrator,
  stored: StoredApproval,
  now: Instant,
): Promise<Approval> => {
  const terms = parts.termsOf(stored.call);
  const state = stateOf(stored, now);
  const { body, query } = openInput(parts, stored);
  const waits = state === 'waiting';
  const { kind, id, name } = stored.asker;
  return {
    id: stored.id,
    act: stored.act,
    call: stored.call,
    summary: terms.summary,
    ...(stored.target && { target: stored.target }),
    changes: await readable(source, [...fieldsOf('', body), ...fieldsOf('', query)]),
    note: stored.note,
    state,
    askedBy: { kind, id, name },
    askedAt: isoTime(stored.askedAt),
    expiresAt: isoTime(stored.expiresAt),
    ...(stored.decidedBy && { decidedBy: stored.decidedBy }),
    ...(stored.decidedAt !== null && { decidedAt: isoTime(stored.decidedAt) }),
    ...(stored.decisionNote && { decisionNote: stored.decisionNote }),
    may: {
      approve: waits && mayDecide(caller, stored, terms, await roleConcerned(source, stored)),
      withdraw: waits && isAsker(caller, stored.asker),
    },
  };
};

const stateOf = ({ state, expiresAt }: StoredApproval, now: Instant): Approval['state'] =>
  (state === 'waiting' || state === 'approved') && expiresAt <= now ? 'expired' : state;

interface Field {
  readonly field: string;
  readonly value: string;
}

const secret = /(^|\.)password$/;

const fieldsOf = (path: string, value: unknown): Field[] => {
  if (value === undefined) return [];
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return Object.entries(value).flatMap(([key, each]) =>
      fieldsOf(path === '' ? key : `${path}.${key}`, each),
    );
  if (secret.test(path)) return [{ field: path, value: '•••' }];
  return [{ field: path, value: spelled(value) }];
};

const spelled = (value: unknown): string => {
  if (value === null) return 'none';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(spelled).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
};

/** Ids of users say nothing to a person. */
const readable = async (
  { users }: Pick<Repositories, 'users'>,
  fields: readonly Field[],
): Promise<Field[]> => {
  const known: Field[] = [];
  for (const { field, value } of fields) {
    const [, what] = /^(user|owner)Id$/.exec(field) ?? [];
    const user = what === undefined ? undefined : await users.byId(asId<UserId>(value));
    known.push(
      what === undefined || user === undefined ? { field, value } : { field: what, value: user.username },
    );
  }
  return known;
};
