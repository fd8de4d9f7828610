import type { ApiCall } from '@sallyport/contract/api.ts';
import { type Answered, call, type OptionsArgument } from '../ui/api.ts';
import { ApiProblem } from '../ui/problem.ts';
import { signInAddress } from '../ui/return-path.ts';
import { withApproval } from './approval.ts';
import { withStepUp } from './step-up.ts';

const signedOut: readonly string[] = ['sign-in-required', 'reauthentication-required'];

/**
 * A call of the signed-in pages: asks for a fresh proof, or why a second person should approve it, where the server
 * wants that, and leaves for the sign-in page when the session has ended or does not suffice any more. Else as `call`.
 */
export async function request<C extends ApiCall>(
  name: C,
  ...options: OptionsArgument<C>
): Promise<Answered<C>> {
  try {
    return await withApproval((note) => withStepUp(() => call(name, ...withNote(options, note))));
  } catch (error) {
    if (!(error instanceof ApiProblem) || !signedOut.includes(error.code)) throw error;
    window.location.assign(signInAddress(window.location));
    return new Promise(() => undefined);
  }
}

/** Of every call: what `OptionsArgument` says is for those who make it. */
const withNote = <C extends ApiCall>(
  options: OptionsArgument<C>,
  note: string | undefined,
): OptionsArgument<C> =>
  note === undefined ? options : ([{ ...options[0], approvalNote: note }] as unknown as OptionsArgument<C>);
