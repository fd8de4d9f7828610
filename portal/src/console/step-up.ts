import { ApiProblem } from '../ui/problem.ts';

/** The reader closed the question whether it is them; what they wanted to do has not happened. */
const cancelled = () =>
  new ApiProblem({
    code: 'step-up-required',
    status: 0,
    title: 'Nothing was changed',
    detail: 'This needs a proof that it is you. Try again when you are ready.',
  });

export const isCancelledStepUp = (error: unknown): boolean =>
  error instanceof ApiProblem && error.code === 'step-up-required';

/** The one question in progress, shared by all calls that wait for it; null when there is none. */
export interface StepUpQuestion {
  readonly settled: Promise<void>;
  readonly proved: () => void;
  readonly cancel: () => void;
}

let question: StepUpQuestion | null = null;
const listeners = new Set<() => void>();

function change(next: StepUpQuestion | null): void {
  question = next;
  for (const listener of listeners) listener();
}

export const currentQuestion = (): StepUpQuestion | null => question;

export function subscribeToQuestion(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function askWhetherItIsThem(): Promise<void> {
  if (question) return question.settled;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  change({
    settled: promise,
    proved: () => {
      change(null);
      resolve();
    },
    cancel: () => {
      change(null);
      reject(cancelled());
    },
  });
  return promise;
}

/** Does `act`; where the server wants a fresh proof first, the dialog asks for it and `act` is done again. */
export async function withStepUp<T>(act: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.code !== 'step-up-required') throw error;
      await askWhetherItIsThem();
    }
  }
}
