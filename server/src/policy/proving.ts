import { preferredOf } from './challenge.ts';
import { holdingsOf, holdsAnything } from './holdings.ts';
import { methodsIn } from './method-set.ts';
import type { DecisionSettings, MethodKind, UserFacts } from './model.ts';

/** How somebody who is signed in proves once more that it is them, before their factors are changed (rule 2). */
export type FreshProof =
  | { readonly by: 'method'; readonly methods: readonly MethodKind[]; readonly preferred: MethodKind }
  /** For whoever has nothing else. */
  | { readonly by: 'password' }
  /** What they have set up cannot be used any more: an administrator resets it. */
  | { readonly by: 'nothing' };

export const freshProof = (user: UserFacts, settings: DecisionSettings): FreshProof => {
  const methods = methodsIn(holdingsOf(user, settings).provable);
  const preferred = preferredOf(methods, user.preferredMethod);
  if (preferred === undefined) return { by: holdsAnything(user) ? 'nothing' : 'password' };
  return { by: 'method', methods, preferred };
};
