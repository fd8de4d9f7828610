import type { MethodKind, MethodTraits } from './model.ts';

/**
 * What each method declares of itself (rule 13). A WebAuthn authenticator is something one has; that it may
 * also have checked a finger or a PIN is not counted on.
 */
export const methodTraits: Readonly<Record<MethodKind, MethodTraits>> = {
  totp: { factor: 'have', strength: 'regular', needs: 'typed-code' },
  webauthn: { factor: 'have', strength: 'phishing-resistant', needs: 'browser' },
  'backup-code': { factor: 'have', strength: 'regular', needs: 'typed-code' },
  'temporary-access-code': { factor: 'have', strength: 'regular', needs: 'typed-code' },
};
