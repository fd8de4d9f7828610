import type { CompiledPolicies } from './compile.ts';
import { asMethodSet, bitOf, enrollable, strongMethods } from './method-set.ts';
import type { Because, MethodKind } from './model.ts';
import { isMeetable } from './pressure.ts';

/** Why a change is refused before it is saved. */
export type Refused =
  /** No strong method would be left to set up. */
  | { readonly code: 'no-method-enabled' }
  /** A browser is not at hand everywhere: WebAuthn needs TOTP beside it (N5). */
  | { readonly code: 'webauthn-alone' }
  /** These could no longer be met by anybody: a method they owe, or all that they allow, would be missing. */
  | { readonly code: 'policy-unmeetable'; readonly because: readonly Because[] };

/** Whether the organisation can go on with these methods and these policies. Null: nothing against it. */
export const refuseMethods = (
  enabledMethods: ReadonlySet<MethodKind>,
  policies: CompiledPolicies,
): Refused | null => {
  const enabled = asMethodSet(enabledMethods);
  const choices = enabled & enrollable & strongMethods;
  if (choices === 0) return { code: 'no-method-enabled' };
  if ((enabled & enrollable) === bitOf('webauthn')) return { code: 'webauthn-alone' };
  const unmeetable = policies.filter(
    ({ state, demand }) =>
      state === 'on' && demand !== null && !isMeetable(demand.allowed & enabled, demand.owed),
  );
  if (unmeetable.length === 0) return null;
  return { code: 'policy-unmeetable', because: unmeetable.map(({ because }) => because) };
};
