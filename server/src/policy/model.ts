import type { AuthenticatorId, GroupId, PolicyId, UserId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';

/**
 * The facts a decision is made from, and what it says: DESIGN.md "The decision" as types.
 * Nothing here knows of storage, HTTP or clocks.
 */

export const methodKinds = ['totp', 'webauthn', 'backup-code', 'temporary-access-code'] as const;
export type MethodKind = (typeof methodKinds)[number];
/** Backup codes and temporary access codes prove, but are no enrollment (rule 1). */
export const enrollableMethods = ['totp', 'webauthn'] as const;
export type EnrollableMethod = (typeof enrollableMethods)[number];

export const resourceKinds = ['portal', 'app', 'server', 'radius-client'] as const;
export type ResourceKind = (typeof resourceKinds)[number];

export const roles = ['owner', 'administrator', 'help-desk', 'auditor'] as const;
export type Role = (typeof roles)[number];

export type UserState = 'staged' | 'active' | 'suspended';

/** What each method declares of itself (rule 13). */
export interface MethodTraits {
  readonly factor: 'know' | 'have' | 'are';
  /** Weak ones never count for administrators or the strict profile, and never stand alone. */
  readonly strength: 'weak' | 'regular' | 'phishing-resistant';
  /** What the channel must be able to do for it to be used there. */
  readonly needs: 'typed-code' | 'browser';
}

// ── policies ────────────────────────────────────────────────────────────────────────────────────

export type PolicyKind = 'administrators' | 'everyone' | 'group' | 'user' | 'named';

export type Who =
  | { readonly kind: 'everyone' }
  | { readonly kind: 'administrators' }
  | { readonly kind: 'groups'; readonly groups: readonly GroupId[] }
  | { readonly kind: 'user'; readonly user: UserId };

/** Hours of the day in a time zone; `from` > `to` spans midnight. */
export interface TimeWindow {
  /** 1 = Monday … 7 = Sunday (ISO 8601). */
  readonly weekdays: readonly number[];
  /** Minutes since midnight, inclusive … exclusive. */
  readonly from: number;
  readonly to: number;
  readonly timeZone: string;
}

/** All that are given must hit; a criterion left out always does. */
export interface Conditions {
  readonly resourceKinds?: readonly ResourceKind[];
  readonly resources?: readonly string[];
  /** CIDR, v4 or v6: hits inside any of them. */
  readonly networks?: readonly string[];
  /** CIDR: hits outside all of them. */
  readonly outsideNetworks?: readonly string[];
  readonly times?: readonly TimeWindow[];
  /** Hits when the device is (true) or is not (false) remembered. */
  readonly rememberedDevice?: boolean;
}

export type Requirement = {
  /** Nothing: any method that is enabled. */
  readonly allowed?: readonly MethodKind[];
  /** Methods every one of which must be set up. */
  readonly owed: readonly EnrollableMethod[];
  /** Whether a remembered device may turn the challenge into a pass (rule 8). */
  readonly rememberDevices: boolean;
} & (
  | { readonly strength: 'none' | 'optional' | 'forced' }
  | { readonly strength: 'soft'; readonly days: number }
);

export type Action =
  | { readonly kind: 'deny' }
  | { readonly kind: 'require'; readonly requirement: Requirement };

export interface Policy {
  readonly id: PolicyId;
  readonly kind: PolicyKind;
  readonly name: string;
  /** For those who administer; decisions do not depend on it. */
  readonly description?: string;
  readonly state: 'off' | 'report-only' | 'on';
  readonly who: Who;
  readonly excludedGroups: readonly GroupId[];
  readonly when: Conditions;
  readonly action: Action;
}

// ── facts ───────────────────────────────────────────────────────────────────────────────────────

export interface AuthenticatorFact {
  readonly id: AuthenticatorId;
  readonly method: EnrollableMethod;
  /** Disabled after too many failures: it neither counts nor proves, but still bars enrolling by password alone. */
  readonly disabled: boolean;
}

/** Stored when a soft policy first met the active user (rule 3); toggling never touches it (rule 5). */
export interface PeriodFact {
  readonly policy: PolicyId;
  readonly startedAt: Instant;
  readonly deadline: Instant;
}

export interface ExemptionFact {
  readonly until: Instant;
}

export interface UserFacts {
  readonly id: UserId;
  readonly state: UserState;
  readonly role: Role | null;
  readonly groups: ReadonlySet<GroupId>;
  readonly authenticators: readonly AuthenticatorFact[];
  readonly backupCodesLeft: number;
  readonly periods: readonly PeriodFact[];
  readonly exemptions: readonly ExemptionFact[];
  /** Activated while required, and has not finished setting up since (R9): soft becomes forced. */
  readonly enrollmentDueFromActivation: boolean;
  /** The method last used on the web: the default one at the next prompt (S3). */
  readonly preferredMethod?: MethodKind;
  /** Until when the temporary access code that was handed out works, while it is not used (N11). */
  readonly accessCodeUntil?: Instant;
  /** The end of the last day of leave: deadlines are moved beyond it (A17). */
  readonly onLeaveUntil?: Instant;
}

export interface RequestFacts {
  readonly resource: { readonly kind: ResourceKind; readonly id?: string };
  /** The client's address; null when it is not known. */
  readonly address: string | null;
  readonly rememberedDevice: boolean;
  readonly channel: Channel;
}

/** What the way in can show and ask (rule 9). */
export interface Channel {
  readonly asks: boolean;
  readonly enrolls: boolean;
  /** Of MethodTraits.needs: those it can carry. */
  readonly carries: ReadonlySet<MethodTraits['needs']>;
}

export interface ProofFact {
  readonly method: MethodKind;
  readonly at: Instant;
  /** Enrolling in this sign-in counts as proof of that method. */
  readonly byEnrolling: boolean;
}

export interface DecisionSettings {
  /** Backup codes among them, where they are to prove. */
  readonly enabledMethods: ReadonlySet<MethodKind>;
  /** S6: whoever has set up 2FA is asked on portal and apps though nothing requires it. */
  readonly askEnrolledWhenNotRequired: boolean;
  readonly enrollAtActivation: boolean;
  /** False only by the rescue command: lifts every requirement but the administrators' own. */
  readonly enforcement: boolean;
  /** R8. */
  readonly strictProfile: boolean;
}

export interface Facts {
  readonly now: Instant;
  readonly user: UserFacts;
  readonly request: RequestFacts;
  readonly proofs: readonly ProofFact[];
  /** The enrollment was skipped in this sign-in, or in the one this session came from. */
  readonly skipped: boolean;
  readonly settings: DecisionSettings;
}

// ── decision ────────────────────────────────────────────────────────────────────────────────────

/** A policy that led to the decision. */
export interface Because {
  readonly policy: PolicyId;
  readonly name: string;
  readonly kind: PolicyKind;
}

export type DenyCode =
  | 'not-active'
  | 'denied-by-policy'
  | 'enrollment-expired'
  /** Methods allowed and owed leave nothing that could be used (rule 6). */
  | 'no-usable-method'
  /** The channel cannot ask or enroll (rule 9). */
  | 'cannot-ask'
  | 'cannot-enroll'
  /** The decision itself failed: the error path of everything is deny. */
  | 'undecidable';

export type Decision =
  | { readonly outcome: 'allow'; readonly because: readonly Because[] }
  | {
      readonly outcome: 'challenge';
      readonly methods: readonly MethodKind[];
      readonly preferred: MethodKind;
      readonly because: readonly Because[];
    }
  | {
      readonly outcome: 'enroll';
      readonly strength: 'optional' | 'soft' | 'forced';
      /** What may be set up now; the first is the one to preselect. */
      readonly methods: readonly EnrollableMethod[];
      readonly deadline?: Instant;
      readonly skippable: boolean;
      /**
       * What is set up is lost or not at hand, and goes on working: a temporary access code alone was proved (N11).
       */
      readonly afterAccessCode?: true;
      readonly because: readonly Because[];
    }
  | {
      readonly outcome: 'deny';
      readonly code: DenyCode;
      /** `enrollment-expired`: the deadline that passed. */
      readonly since?: Instant;
      readonly because: readonly Because[];
    };

export type EnrollmentStatus =
  | 'enrolled'
  | 'not-enrolled'
  | 'in-enrollment-period'
  | 'expired'
  | 'pre-enrollment';

/** How a user stands, for column, filter and preview: the worst case over resources and conditions (rule 16). */
export interface Standing {
  readonly status: EnrollmentStatus;
  readonly required: boolean;
  readonly because: readonly Because[];
  /** The earliest live period: shown, and the one that rules. When `expired`: the one that ended first. */
  readonly period?: PeriodFact;
  /** Methods still to be set up for the requirement. */
  readonly owed: readonly EnrollableMethod[];
}
