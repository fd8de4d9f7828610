import { methodTraits } from './methods.ts';
import type { MethodKind } from './model.ts';

/** Authenticator assurance level (NIST SP 800-63B-4 §2). */
export type AssuranceLevel = 'aal1' | 'aal2';

/**
 * The level that a sign-in proved: it began with the password, something one knows, and is raised by any method
 * that proves something one has. What was enrolled and not proved raises nothing.
 */
export const assuranceOf = (proofs: readonly { readonly method: MethodKind }[]): AssuranceLevel =>
  proofs.some(({ method }) => methodTraits[method].factor === 'have') ? 'aal2' : 'aal1';
