import { useMutation, useQueryClient } from '@tanstack/react-query';
import { isSetAside } from './approval.ts';
import { say, sayProblem } from './say.ts';
import { isCancelledStepUp } from './step-up.ts';

interface Options<Input, Output> {
  /** What to say when it is done. */
  said?: string | ((output: Output, input: Input) => string);
  /** Done before anything is asked for again: a page about what is gone is left first. */
  afterwards?: (output: Output, input: Input) => void | Promise<void>;
  /** Say what went wrong in a notification, for acts that have no form to say it in. */
  saysFailure?: boolean;
}

/**
 * A change made by the reader. What is shown anywhere is asked for again afterwards, so that no page
 * tells an older story than the server. Closing the step-up dialog is not an error.
 */
export function useAct<Output, Input = void>(
  act: (input: Input) => Promise<Output>,
  { said, afterwards, saysFailure = false }: Options<Input, Output> = {},
) {
  const queries = useQueryClient();
  const { mutate, error, isPending, reset } = useMutation<Output, Error, Input>({
    mutationFn: act,
    onSuccess: async (output, input) => {
      const message = typeof said === 'function' ? said(output, input) : said;
      if (message) say(message);
      await afterwards?.(output, input);
      void queries.invalidateQueries();
    },
    onError: (error) => {
      if (saysFailure && !isNoFailure(error)) sayProblem(error);
      // A request for approval may have been made.
      if (isSetAside(error)) void queries.invalidateQueries();
    },
  });
  return { run: mutate, running: isPending, error: isNoFailure(error) ? null : error, reset };
}

const isNoFailure = (error: unknown): boolean => isCancelledStepUp(error) || isSetAside(error);
