import type { SignInState } from '@sallyport/contract/sign-in.ts';
import { call } from '../ui/api.ts';
import { ApiProblem } from '../ui/problem.ts';

/** What the page shows: the server's state, and what the browser alone knows around it. */
export type Stage =
  | { at: 'password'; expired?: boolean }
  | { at: 'challenge'; challenge: NonNullable<SignInState['challenge']> }
  | { at: 'enroll'; enrollment: NonNullable<SignInState['enrollment']> }
  | { at: 'denied'; denial: NonNullable<SignInState['denial']>; username: string | undefined }
  | { at: 'backup-codes'; codes: readonly string[]; username: string; next: Stage }
  | { at: 'earlier-still-work' }
  | { at: 'complete' };

/** The stage that a state of the server leads to. Backup codes come first: they are given only once. */
export function stageOf({ backupCodes, ...state }: SignInState): Stage {
  const username = state.user?.username;
  if (backupCodes)
    return { at: 'backup-codes', codes: backupCodes, username: username ?? '', next: stageOf(state) };
  if (state.state === 'complete') return { at: 'complete' };
  if (state.state === 'challenge' && state.challenge) return { at: 'challenge', challenge: state.challenge };
  if (state.state === 'enroll' && state.enrollment) return { at: 'enroll', enrollment: state.enrollment };
  if (state.state === 'denied' && state.denial) return { at: 'denied', denial: state.denial, username };
  throw new Error(`The server gave the state ${state.state} without what belongs to it`);
}

/** Where this browser stands: in a sign-in, signed in already, or at the beginning. */
export async function findStage(): Promise<Stage> {
  const [signIn, session] = await Promise.allSettled([call('GET /sign-ins/current'), call('GET /session')]);
  const signedIn = session.status === 'fulfilled';
  if (signIn.status === 'fulfilled') {
    const stage = stageOf(signIn.value);
    return stage.at === 'complete' && !signedIn ? { at: 'password' } : stage;
  }
  if (!hasCode(signIn.reason, 'no-sign-in')) throw signIn.reason;
  return { at: signedIn ? 'complete' : 'password' };
}

/**
 * The stage after a step was sent. A sign-in that has ended begins again; one that another tab has moved on
 * is looked up; every other problem is the form's to show.
 */
export async function stageAfter(step: Promise<SignInState>): Promise<Stage> {
  try {
    return stageOf(await step);
  } catch (error) {
    if (hasCode(error, 'no-sign-in')) return { at: 'password', expired: true };
    if (hasCode(error, 'not-expected')) return findStage();
    throw error;
  }
}

const hasCode = (error: unknown, code: ApiProblem['code']): boolean =>
  error instanceof ApiProblem && error.code === code;
