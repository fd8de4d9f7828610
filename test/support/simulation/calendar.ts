/** What administrators do to the rules, day by day; each act is previewed before it is made. */
import { PolicyInput } from '@sallyport/contract/policies.ts';
import type { PreviewChange } from '@sallyport/contract/preview.ts';
import { RequirementInput } from '@sallyport/contract/requirements.ts';
import { RolloutInput } from '@sallyport/contract/rollouts.ts';
import { createPolicy, editPolicy } from '../../../server/src/flows/administer/policies/edit.ts';
import { setPolicyState } from '../../../server/src/flows/administer/policies/state.ts';
import { deleteRequirement, putRequirement } from '../../../server/src/flows/administer/requirements.ts';
import { startRollout } from '../../../server/src/flows/rollouts/control.ts';
import { createRollout } from '../../../server/src/flows/rollouts/plan.ts';
import { isoTime } from '../../../server/src/kernel/instant.ts';
import type { PolicySubject } from '../../../server/src/ports/policies.ts';
import { admin, day, monday } from '../administration.ts';
import type { Company, Department } from './company.ts';
import { officeNetwork } from './met.ts';

/** What a change of the rules may do to deadlines that are there already. */
export type Moves = 'none' | 'lapsed ones';

export interface Act {
  readonly what: string;
  /** Previewed; nothing is where no preview is about it: it changes nobody's standing by itself. */
  readonly change: PreviewChange | undefined;
  readonly make: () => Promise<unknown>;
  readonly moves: Moves;
  /** Whether periods go on that nobody was held to. */
  readonly resumes?: boolean;
}

type Plan = (company: Company) => Promise<Act>;
type Days = Readonly<Record<number, readonly Plan[]>>;

const everyone: PolicySubject = { kind: 'everyone' };
const group =
  (name: Department) =>
  ({ groups }: Company): PolicySubject => ({ kind: 'group', group: groups[name] });

const asWritten = (subject: PolicySubject): Extract<PreviewChange, { subject: unknown }>['subject'] => {
  switch (subject.kind) {
    case 'everyone':
      return subject;
    case 'group':
      return { kind: 'group', groupId: subject.group };
    case 'user':
      return { kind: 'user', userId: subject.user };
  }
};

/** Turns a switch on, or off with null. */
export const switching = (
  { office: { house } }: Company,
  subject: PolicySubject,
  input: RequirementInput | null,
): Act => ({
  what: `${subject.kind}: ${input === null ? 'off' : `${input.strength} ${input.days ?? ''} ${input.lapsedPeriods ?? ''}`}`,
  change: { subject: asWritten(subject), requirement: input },
  make: () =>
    input === null
      ? deleteRequirement(house)(admin, subject)
      : putRequirement(house)(admin, subject, RequirementInput.parse(input)),
  moves: input?.lapsedPeriods === 'fresh' ? 'lapsed ones' : 'none',
  resumes: input?.lapsedPeriods !== undefined,
});

const requireOf =
  (subject: (company: Company) => PolicySubject, input: RequirementInput | null): Plan =>
  async (company) =>
    switching(company, subject(company), input);

const toEveryone = (input: RequirementInput | null): Plan => requireOf(() => everyone, input);

const policies = {
  'Reports only': (): PolicyInput => ({
    name: 'Reports only',
    description: 'What would be if it were forced',
    state: 'report-only',
    who: { kind: 'everyone' },
    excludedGroups: [],
    conditions: {},
    action: {
      kind: 'require',
      requirement: { strength: 'forced', owed: ['webauthn'], rememberDevices: false },
    },
  }),
  'Finance at home': ({ groups }: Company): PolicyInput => ({
    name: 'Finance at home',
    description: '',
    state: 'off',
    who: { kind: 'groups', groups: [groups.Finance] },
    excludedGroups: [],
    conditions: { outsideNetworks: [officeNetwork] },
    action: { kind: 'require', requirement: { strength: 'forced', owed: [], rememberDevices: true } },
  }),
};
type PolicyName = keyof typeof policies;

const create =
  (name: PolicyName): Plan =>
  async (company) => {
    const policy = policies[name](company);
    return {
      what: `${name} is made`,
      change: { change: 'policy', policy },
      make: () => createPolicy(company.office.house)(admin, policy),
      moves: 'none',
    };
  };

const stored = async ({ office: { house } }: Company, name: PolicyName) => {
  const found = await house.read.policies.byName(name);
  if (found === undefined) throw new Error(`${name} is not there`);
  return found;
};

const setState =
  (name: PolicyName, state: 'off' | 'report-only' | 'on'): Plan =>
  async (company) => {
    const { policy } = await stored(company, name);
    return {
      what: `${name}: ${state}`,
      change: { change: 'policy', policyId: policy.id, state },
      make: () => setPolicyState(company.office.house)(admin, policy.id, { state }),
      moves: 'none',
    };
  };

const leaveOut =
  (name: PolicyName, excluded: Department): Plan =>
  async (company) => {
    const { policy, version } = await stored(company, name);
    const { state } = policy;
    const input = PolicyInput.parse({
      ...policies[name](company),
      state,
      excludedGroups: [company.groups[excluded]],
    });
    return {
      what: `${name} leaves out ${excluded}`,
      change: { change: 'policy', policyId: policy.id, policy: input },
      make: () => editPolicy(company.office.house)(admin, policy.id, { ...input, version }),
      moves: 'none',
    };
  };

/** Two waves; they turn on by themselves on their days. */
const rollout =
  (first: number, second: number): Plan =>
  async ({ office: { house }, groups }) => ({
    what: 'a rollout of two waves is planned',
    change: undefined,
    make: async () => {
      const wave = (name: 'Branch' | 'Works', start: number) => ({
        name,
        who: { kind: 'groups', groupIds: [groups[name]] },
        startsAt: isoTime(monday + start * day),
        graceDays: 10,
        announceDays: 2,
      });
      const input = RolloutInput.parse({
        name: 'Branch, then works',
        waves: [wave('Branch', first), wave('Works', second)],
        thresholds: { windowHours: 24, minimumPeople: 10_000 },
      });
      const { id } = await createRollout(house)(admin, input);
      await startRollout(house)(admin, id);
    },
    moves: 'none',
  });

/** Days on which waves begin. */
export const waveDays = { Branch: 5, Works: 9 } as const;

const onAgain = (lapsedPeriods: 'fresh' | 'locked', days = 14): RequirementInput => ({
  strength: 'soft',
  days,
  lapsedPeriods,
});

export const calendar: Days = {
  1: [requireOf(group('Pilots'), { strength: 'soft', days: 7 }), create('Reports only')],
  2: [rollout(waveDays.Branch, waveDays.Works)],
  4: [requireOf(group('Pilots'), null)],
  5: [requireOf(group('Pilots'), onAgain('locked', 7))],
  11: [create('Finance at home')],
  12: [setState('Finance at home', 'report-only')],
  14: [toEveryone({ strength: 'soft', days: 14 })],
  16: [setState('Finance at home', 'on')],
  18: [toEveryone({ strength: 'soft', days: 21 })],
  20: [toEveryone(null)],
  21: [toEveryone(onAgain('locked', 21))],
  23: [leaveOut('Finance at home', 'Pilots')],
  27: [toEveryone(null)],
  30: [toEveryone(onAgain('fresh'))],
  34: [setState('Finance at home', 'off')],
  36: [setState('Finance at home', 'on')],
  40: [setState('Reports only', 'off')],
  46: [toEveryone({ strength: 'forced' })],
  48: [toEveryone(onAgain('locked'))],
  52: [requireOf(group('Finance'), { strength: 'soft', days: 5 })],
  55: [toEveryone(null)],
  56: [toEveryone(onAgain('fresh'))],
};
