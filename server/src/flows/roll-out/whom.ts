import type { GroupId } from '../../kernel/ids.ts';
import type { Policy } from '../../policy/model.ts';
import type { PolicySubject } from '../../ports/policies.ts';

/** Whose standing a change may alter: a policy's who, before anybody is left out. */
export type Whom = PolicySubject | { readonly kind: 'groups'; readonly groups: readonly GroupId[] };

const everyone: Whom = { kind: 'everyone' };

/** Undefined where the policy weighs on nobody's standing: it is not on, or it denies, which is no standing. */
export const weighsOn = (policy: Policy | undefined): Whom | undefined => {
  if (policy?.state !== 'on' || policy.action.kind === 'deny') return undefined;
  const { who } = policy;
  switch (who.kind) {
    case 'everyone':
    case 'administrators':
      return everyone;
    case 'groups':
      return who;
    case 'user':
      return who;
  }
};

/** Those whom a policy weighed on, and those whom it weighs on now. */
export const whomChanged = (before: Policy | undefined, after: Policy): Whom | undefined => {
  const [was, is] = [weighsOn(before), weighsOn(after)];
  if (was === undefined || is === undefined) return was ?? is;
  if (was.kind === 'groups' && is.kind === 'groups')
    return { kind: 'groups', groups: [...new Set([...was.groups, ...is.groups])] };
  return was.kind === 'user' && is.kind === 'user' && was.user === is.user ? is : everyone;
};
