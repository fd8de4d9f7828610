import { AwaitsApproval } from '../ui/api.ts';
import { ApiProblem } from '../ui/problem.ts';

/** The reader did not go on, or somebody else has to now; either way what they wanted has not happened. */
const setAside = () =>
  new ApiProblem({
    code: 'approval-required',
    status: 0,
    title: 'Nothing was changed',
    detail: 'A second administrator has to approve this.',
  });

/** The dialog has told the reader all about it. */
export const isSetAside = (error: unknown): boolean =>
  error instanceof ApiProblem && error.code === 'approval-required';

/** An act that needs a second person: the dialog asks why it is to be done. */
export interface ApprovalRequest {
  /** `asked` when the request is on its way to the others; throws what goes wrong. */
  readonly send: (note: string) => Promise<'asked' | 'done'>;
  readonly leave: () => void;
}

let request: ApprovalRequest | null = null;
const listeners = new Set<() => void>();

function change(next: ApprovalRequest | null): void {
  request = next;
  for (const listener of listeners) listener();
}

export const currentRequest = (): ApprovalRequest | null => request;

export function subscribeToRequest(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Does `act`; where a second person has to approve it, the dialog asks for a note and sends it along. */
export async function withApproval<T>(act: (note?: string) => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!isSetAside(error) || request !== null) throw error;
    return askForApproval(act);
  }
}

function askForApproval<T>(act: (note?: string) => Promise<T>): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  change({
    async send(note) {
      try {
        const done = await act(note);
        // By now nobody has to approve it any more.
        change(null);
        resolve(done);
        return 'done';
      } catch (error) {
        if (error instanceof AwaitsApproval) return 'asked';
        throw error;
      }
    },
    leave() {
      change(null);
      reject(setAside());
    },
  });
  return promise;
}
