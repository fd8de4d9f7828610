import { withOwn } from '../../policy/compile.ts';
import { refuseMethods } from '../../policy/guards.ts';
import type { Policy } from '../../policy/model.ts';
import { invalid } from '../../ports/refusal.ts';
import type { Rules } from '../rules.ts';

/**
 * Rule 6, in the transaction that changed the methods or a policy: what the policies ask for must be there to be set up.
 * @param field of the request, to be named
 * @param own what is required of one user by name, which stands with the user and not with the rules
 * @throws Refusal `invalid-request`
 */
export const refuseUnusable = (
  { decision, compiled }: Rules,
  field: string,
  own: readonly Policy[] = [],
): void => {
  const refused = refuseMethods(decision.enabledMethods, withOwn(compiled, own));
  switch (refused?.code) {
    case undefined:
      return;
    case 'no-method-enabled':
      throw invalid(field, 'at least one method must be there to be set up');
    case 'webauthn-alone':
      throw invalid(field, 'WebAuthn needs TOTP beside it: not every device can do it');
    case 'policy-unmeetable': {
      const names = refused.because.map(({ name }) => `“${name}”`).join(', ');
      throw invalid(field, `not all methods that ${names} asks for would be enabled`);
    }
  }
};
