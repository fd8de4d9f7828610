import { Alert, List } from '@mantine/core';
import type { DryRun } from '@sallyport/contract/rollouts.ts';

/** What playing it through has found. */
export function RunWarnings({ warnings }: Pick<DryRun, 'warnings'>) {
  if (warnings.length === 0) return null;
  return (
    <Alert color="yellow" title="Look at this first">
      <List size="sm">
        {warnings.map(({ code, message }) => (
          <List.Item key={`${code} ${message}`}>{message}</List.Item>
        ))}
      </List>
    </Alert>
  );
}
