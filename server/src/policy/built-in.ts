import { asId, type PolicyId } from '../kernel/ids.ts';
import { methodsIn, strongMethods } from './method-set.ts';
import type { Policy } from './model.ts';

const forced = {
  strength: 'forced',
  owed: [],
  allowed: methodsIn(strongMethods),
  rememberDevices: false,
} as const;

/** Rule 12: 2FA is always required of whoever holds a role. Nothing lifts it. */
export const administratorsPolicy: Policy = {
  id: asId<PolicyId>('00000000-0000-8000-8000-000000000001'),
  kind: 'administrators',
  name: 'Administrators',
  state: 'on',
  who: { kind: 'administrators' },
  excludedGroups: [],
  when: {},
  action: { kind: 'require', requirement: forced },
};

/** What the strict profile requires of everyone while it is on (R8); no exemption lifts it (rule 7). */
export const strictProfilePolicy: Policy = {
  id: asId<PolicyId>('00000000-0000-8000-8000-000000000002'),
  kind: 'everyone',
  name: 'Strict profile',
  state: 'on',
  who: { kind: 'everyone' },
  excludedGroups: [],
  when: {},
  action: { kind: 'require', requirement: forced },
};
