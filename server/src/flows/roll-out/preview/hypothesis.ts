import type { PreviewChange } from '@sallyport/contract/preview.ts';
import type { Settings } from '@sallyport/contract/settings.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { asId, type GroupId, type PolicyId, type UserId } from '../../../kernel/ids.ts';
import type { Instant } from '../../../kernel/instant.ts';
import type { Policy, UserFacts } from '../../../policy/model.ts';
import type { DirectoryScope } from '../../../ports/directory.ts';
import type { PolicySubject, StoredPolicy } from '../../../ports/policies.ts';
import { invalid, Refusal } from '../../../ports/refusal.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import { lapseOf } from '../lapse.ts';
import type { Lapse } from '../period-changes.ts';
import { policyFromInput } from '../policy-input.ts';
import { nameOf, switchedOn } from '../subject.ts';
import { blank, own } from './fact-classes.ts';
import { scopeOfSelected, selectedUsers } from './selected.ts';

export type HypothesisSource = Pick<Repositories, 'users' | 'groups' | 'policies' | 'settings' | 'directory'>;

/** A change of one policy: null where there was none, or will be none. */
export interface PolicyStep {
  readonly before: Policy | null;
  readonly after: Policy | null;
  readonly lapse: Lapse | undefined;
}

/** What a change would make of the rules and of people's facts. */
export interface Hypothesis {
  /** Whoever it could make a difference to. */
  readonly scope: DirectoryScope;
  readonly policy?: PolicyStep;
  readonly settings?: Settings;
  /** What would be required by name of whoever is altered. */
  readonly byName?: Policy;
  /** Whether somebody would join or leave a group. */
  readonly movesMembers: boolean;
  /** What would become of the facts of this user, by a name; undefined for nothing. */
  readonly alterationOf: (user: UserId) => string | undefined;
  readonly altered: (facts: UserFacts, alteration: string) => UserFacts;
  /** The field of the request that asks for methods. */
  readonly methodsField: string;
}

const everyone: DirectoryScope = { kind: 'everyone' };
const unaltered = {
  movesMembers: false,
  alterationOf: () => undefined,
  altered: (facts: UserFacts) => facts,
} as const;

/** For the policy that is not there yet. */
const newId = asId<PolicyId>('preview');

/** @throws Refusal `not-found`, `invalid-request` */
export const hypothesisOf = async (
  source: HypothesisSource,
  change: PreviewChange,
  now: Instant,
): Promise<Hypothesis> => {
  switch (change.change) {
    case undefined:
    case 'requirement':
      return requirementHypothesis(source, change, now);
    case 'policy':
      return policyHypothesis(source, change, now);
    case 'members':
      return membersHypothesis(source, change);
    case 'settings':
      return {
        ...unaltered,
        scope: everyone,
        settings: merged(await source.settings.read(), change.settings),
        methodsField: 'settings.methods.enabled',
      };
    case 'exemption':
      return exemptionHypothesis(source, change, now);
    case 'require':
      return requireHypothesis(source, change, now);
  }
};

type Of<Kind, Change = PreviewChange> = Change extends { change?: infer Own }
  ? Kind extends Own
    ? Change
    : never
  : never;

const requirementHypothesis = async (
  source: HypothesisSource,
  { subject: wanted, requirement }: Of<'requirement'>,
  now: Instant,
): Promise<Hypothesis> => {
  const subject = asSubject(wanted);
  const name = await nameOf(source, subject);
  const stored = await source.policies.bySubject(subject);
  const id = stored?.policy.id ?? newId;
  const after: Policy =
    requirement === null
      ? { ...(stored?.policy ?? switchedOn(id, name, subject, { strength: 'optional' })), state: 'off' }
      : switchedOn(id, name, subject, requirement);
  return ofPolicy(stored, after, requirement ?? {}, now, 'requirement.owed');
};

const asSubject = (wanted: Of<'requirement'>['subject']): PolicySubject => {
  switch (wanted.kind) {
    case 'everyone':
      return wanted;
    case 'group':
      return { kind: 'group', group: asId(wanted.groupId) };
    case 'user':
      return { kind: 'user', user: asId(wanted.userId) };
  }
};

const policyHypothesis = async (
  source: HypothesisSource,
  { policyId, policy: input, state, lapsedPeriods }: Of<'policy'>,
  now: Instant,
): Promise<Hypothesis> => {
  const latest = policyId === undefined ? undefined : await source.policies.latest(asId(policyId));
  const stored = latest?.removed ? undefined : latest;
  if (policyId !== undefined && stored === undefined)
    throw new Refusal('not-found', 'There is no such policy.');
  if (input === null) return ofPolicy(stored, null, {}, now, 'policy');
  const given =
    input &&
    (await policyFromInput(source, stored?.policy.id ?? newId, input, stored?.policy.state ?? 'off'));
  const after = given ?? stored?.policy;
  if (after === undefined) throw invalid('policy', 'is missing: which policy would be made?');
  const changed = state === undefined ? after : { ...after, state };
  return ofPolicy(stored, changed, { lapsedPeriods }, now, 'policy.action.requirement');
};

const ofPolicy = (
  stored: StoredPolicy | undefined,
  after: Policy | null,
  choices: Parameters<typeof lapseOf>[2],
  now: Instant,
  methodsField: string,
): Hypothesis => {
  const before = stored?.policy ?? null;
  const lapse = after === null ? undefined : lapseOf(stored, after, choices, now);
  const scopes = [before, after].flatMap((policy) => (policy === null ? [] : scopeOf(policy)));
  return { ...unaltered, scope: united(scopes), policy: { before, after, lapse }, methodsField };
};

/** Whom a policy is for, before anybody is left out. */
const scopeOf = ({ who }: Policy): DirectoryScope => {
  switch (who.kind) {
    case 'everyone':
    case 'administrators':
      return everyone;
    case 'groups':
      return who;
    case 'user':
      return { kind: 'users', users: [who.user] };
  }
};

const united = (scopes: readonly DirectoryScope[]): DirectoryScope => {
  const groups = scopes.flatMap((scope) => (scope.kind === 'groups' ? scope.groups : []));
  if (groups.length > 0 && scopes.every(({ kind }) => kind === 'groups'))
    return { kind: 'groups', groups: [...new Set(groups)] };
  return scopes.find(({ kind }) => kind === 'users') ?? everyone;
};

const membersHypothesis = async (
  { groups, users }: HypothesisSource,
  change: Of<'members'>,
): Promise<Hypothesis> => {
  const group = asId<GroupId>(change.groupId);
  if ((await groups.byId(group)) === undefined) throw new Refusal('not-found', 'There is no such group.');
  await refuseUnknown(users, 'add', change.add);
  const [join, leave] = [new Set(change.add), new Set(change.remove)];
  return {
    scope: { kind: 'users', users: [...join.union(leave)].map((id) => asId<UserId>(id)) },
    movesMembers: true,
    // Who is named on both sides leaves, as when it is saved.
    alterationOf: (user) => (leave.has(user) ? 'leave' : join.has(user) ? 'join' : undefined),
    altered: (facts, alteration) => {
      const membership = new Set(facts.groups);
      if (alteration === 'join') membership.add(group);
      else membership.delete(group);
      return { ...facts, groups: membership };
    },
    methodsField: 'add',
  };
};

const exemptionHypothesis = async (
  source: HypothesisSource,
  { until, ...selection }: Of<'exemption'>,
  now: Instant,
): Promise<Hypothesis> => {
  if (until !== null && Date.parse(until) <= now) throw invalid('until', 'must be in the future');
  const selected = await selectedUsers(source, selection, now);
  return {
    ...unaltered,
    scope: scopeOfSelected(selected),
    alterationOf: (user) => (selected.has(user) ? 'exempt' : undefined),
    // Of several the last to end is the one that matters; ending them ends all.
    altered: (facts) => ({
      ...facts,
      exemptions: until === null ? [] : [...facts.exemptions, { until: Date.parse(until) }],
    }),
    methodsField: 'userIds',
  };
};

const requireHypothesis = async (
  source: HypothesisSource,
  { days, ...selection }: Of<'require'>,
  now: Instant,
): Promise<Hypothesis> => {
  const selected = await selectedUsers(source, selection, now);
  return {
    ...unaltered,
    scope: scopeOfSelected(selected),
    byName: switchedOn(own, 'them', { kind: 'user', user: blank.id }, { strength: 'soft', days }),
    alterationOf: (user) => (selected.has(user) ? 'require' : undefined),
    methodsField: 'days',
  };
};

const refuseUnknown = async (
  users: HypothesisSource['users'],
  field: string,
  ids: readonly string[],
): Promise<void> => {
  for (const [index, id] of ids.entries())
    if ((await users.byId(asId(id))) === undefined)
      throw invalid(`${field}.${index}`, 'there is no such user');
};

const merged = (before: Settings, changes: Of<'settings'>['settings']): Settings => ({
  ...before,
  methods: { ...before.methods, enabled: changes.methods?.enabled ?? before.methods.enabled },
  signIn: { ...before.signIn, ...definedOnly(changes.signIn) },
  strictProfile: { ...before.strictProfile, ...definedOnly(changes.strictProfile) },
});
