import { useMutation, useQueryClient } from '@tanstack/react-query';
import { say, sayProblem } from './say.ts';
import { isCancelledStepUp } from './step-up.ts';

interface Options<Input, Output> {
  /** What to say when it is done. */
  said?: string | ((output: Output, input: Input) => string);
  afterwards?: (output: Output, input: Input) => void;
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
    onSuccess: (output, input) => {
      void queries.invalidateQueries();
      const message = typeof said === 'function' ? said(output, input) : said;
      if (message) say(message);
      afterwards?.(output, input);
    },
    onError: (error) => {
      if (saysFailure && !isCancelledStepUp(error)) sayProblem(error);
    },
  });
  return { run: mutate, running: isPending, error: isCancelledStepUp(error) ? null : error, reset };
}
