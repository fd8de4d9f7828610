import type { AnswerOf, ApiCall } from '@sallyport/contract/api.ts';
import { call, type OptionsArgument } from '../ui/api.ts';
import { ApiProblem } from '../ui/problem.ts';
import { signInAddress } from '../ui/return-path.ts';
import { withStepUp } from './step-up.ts';

const signedOut: readonly string[] = ['sign-in-required', 'reauthentication-required'];

/**
 * A call of the signed-in pages: asks for a fresh proof where the server wants one, and leaves for the
 * sign-in page when the session has ended or does not suffice any more. Else as `call`.
 */
export async function request<C extends ApiCall>(
  name: C,
  ...options: OptionsArgument<C>
): Promise<AnswerOf<C>> {
  try {
    return await withStepUp(() => call(name, ...options));
  } catch (error) {
    if (!(error instanceof ApiProblem) || !signedOut.includes(error.code)) throw error;
    window.location.assign(signInAddress(window.location));
    return new Promise(() => undefined);
  }
}
