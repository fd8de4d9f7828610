import {
  type AuthenticatorId,
  asId,
  type GroupId,
  type PolicyId,
  type UserId,
} from '../../../server/src/kernel/ids.ts';
import { days } from '../../../server/src/kernel/instant.ts';
import type {
  AuthenticatorFact,
  Channel,
  Conditions,
  DecisionSettings,
  EnrollableMethod,
  Facts,
  MethodKind,
  PeriodFact,
  Policy,
  ProofFact,
  RequestFacts,
  Requirement,
  UserFacts,
} from '../../../server/src/policy/model.ts';

/** Facts and policies to build tests and benchmarks from: an active user without anything, at the portal. */

export const now = Date.UTC(2026, 10, 20, 12);
export const groupId = (name: string): GroupId => asId<GroupId>(name);
const policyId = (name: string): PolicyId => asId<PolicyId>(name);

export const browser: Channel = { asks: true, enrolls: true, carries: new Set(['typed-code', 'browser']) };
/** An SSH prompt that shows no QR code. */
export const terminal: Channel = { asks: true, enrolls: false, carries: new Set(['typed-code']) };
/** scp in a script. */
export const silent: Channel = { asks: false, enrolls: false, carries: new Set() };

export const settings: DecisionSettings = {
  enabledMethods: new Set(['totp', 'webauthn', 'backup-code', 'temporary-access-code']),
  askEnrolledWhenNotRequired: true,
  enrollAtActivation: true,
  enforcement: true,
  strictProfile: false,
};

export const authenticator = (method: EnrollableMethod, disabled = false): AuthenticatorFact => ({
  id: asId<AuthenticatorId>(`one-${method}`),
  method,
  disabled,
});
export const totp = authenticator('totp');
export const webauthn = authenticator('webauthn');

export const proof = (method: MethodKind): ProofFact => ({ method, at: now, byEnrolling: false });

export const user = (given: Partial<UserFacts> = {}): UserFacts => ({
  id: asId<UserId>('ada'),
  state: 'active',
  role: null,
  groups: new Set(),
  authenticators: [],
  backupCodesLeft: 0,
  periods: [],
  exemptions: [],
  enrollmentDueFromActivation: false,
  ...given,
});

interface Given extends Partial<UserFacts> {
  readonly at?: RequestFacts['resource']['kind'];
  readonly resourceId?: string;
  readonly address?: string | null;
  readonly rememberedDevice?: boolean;
  readonly over?: Channel;
  readonly proved?: readonly MethodKind[];
  readonly skipped?: boolean;
  readonly settings?: Partial<DecisionSettings>;
  readonly now?: number;
}

/** What is given about the user, the request and the rest, all in one; what is not is as harmless as can be. */
export const facts = (given: Given = {}): Facts => {
  const {
    at,
    resourceId,
    address,
    rememberedDevice,
    over,
    proved,
    skipped,
    settings: set,
    now: time,
    ...about
  } = given;
  return {
    now: time ?? now,
    user: user(about),
    request: {
      resource: { kind: at ?? 'portal', ...(resourceId !== undefined && { id: resourceId }) },
      address: address === undefined ? '192.0.2.7' : address,
      rememberedDevice: rememberedDevice ?? false,
      channel: over ?? browser,
    },
    proofs: (proved ?? []).map(proof),
    skipped: skipped ?? false,
    settings: { ...settings, ...set },
  };
};

interface Asked {
  readonly id?: string;
  readonly allowed?: readonly MethodKind[];
  readonly owed?: readonly EnrollableMethod[];
  readonly rememberDevices?: boolean;
  readonly who?: Policy['who'];
  readonly excluded?: readonly string[];
  readonly when?: Conditions;
  readonly state?: Policy['state'];
}

export const policy = (strength: Requirement['strength'] | 'deny', asked: Asked = {}): Policy => {
  const id = asked.id ?? strength;
  const common = {
    ...(asked.allowed && { allowed: asked.allowed }),
    owed: asked.owed ?? [],
    rememberDevices: asked.rememberDevices ?? true,
  };
  return {
    id: policyId(id),
    kind: 'named',
    name: id,
    state: asked.state ?? 'on',
    who: asked.who ?? { kind: 'everyone' },
    excludedGroups: (asked.excluded ?? []).map(groupId),
    when: asked.when ?? {},
    action:
      strength === 'deny'
        ? { kind: 'deny' }
        : {
            kind: 'require',
            requirement: strength === 'soft' ? { ...common, strength, days: 7 } : { ...common, strength },
          },
  };
};

/** A period of the policy with that id that ends so many days from now; negative: that ended then. */
export const period = (daysLeft: number, id = 'soft'): PeriodFact => ({
  policy: policyId(id),
  startedAt: now + days(daysLeft - 7),
  deadline: now + days(daysLeft),
});
