import { Alert, Button, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import classes from './ProblemAlert.module.css';
import { type ApiProblem, asProblem, explanation, otherFaults } from './problem.ts';
import { RetryTime } from './RetryTime.tsx';

interface Props {
  /** Nothing is shown while there is none. */
  error: unknown;
  /** Fields whose faults the form shows itself. */
  fields?: readonly string[];
  onRetry?: () => void;
}

/**
 * What went wrong: title, the server's explanation, faults of fields not shown, the wait.
 * Stands in the page from the start, so that screen readers announce what appears in it.
 */
export function ProblemAlert({ error, ...rest }: Props) {
  return (
    <div role="alert" className={classes.region}>
      {error ? <Explanation problem={asProblem(error)} {...rest} /> : null}
    </div>
  );
}

function Explanation({ problem, fields = [], onRetry }: Omit<Props, 'error'> & { problem: ApiProblem }) {
  const others = otherFaults(problem, fields);
  const onlyShownFaults = problem.errors.length > 0 && others.length === 0;
  const text = onlyShownFaults ? 'Please look at the marked fields.' : explanation(problem);
  return (
    <Alert
      color="red"
      icon={<IconAlertTriangle aria-hidden />}
      title={onlyShownFaults ? undefined : problem.title}
    >
      {others.length === 0 && text && <Text size="sm">{text}</Text>}
      {others.map(({ field, message }) => (
        <Text key={field} size="sm">
          <strong>{field}</strong> {message}
        </Text>
      ))}
      {problem.retryAt && <RetryTime at={problem.retryAt} />}
      {onRetry && (
        <Button mt="sm" size="compact-sm" variant="default" onClick={onRetry}>
          Try again
        </Button>
      )}
    </Alert>
  );
}
