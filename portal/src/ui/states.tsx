import { Loader, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { ProblemAlert } from './ProblemAlert.tsx';
import classes from './states.module.css';

/** While something is on its way. It shows after a moment only, so that quick answers don't flicker. */
export function Loading({ label = 'Loading' }: { label?: string }) {
  return (
    <Stack align="center" py="xl" gap="sm" role="status" className={classes.delayed}>
      <Loader aria-hidden />
      <Text c="dimmed">{label}…</Text>
    </Stack>
  );
}

/** In place of content that could not be loaded. */
export function ErrorPanel({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  return (
    <div className={classes.panel}>
      <ProblemAlert error={error} {...(onRetry && { onRetry })} />
    </div>
  );
}

interface EmptyProps {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  /** What to do about it, e.g. a button. */
  action?: ReactNode;
}

/** In place of a list that has nothing in it: says why, and what to do. */
export function EmptyState({ icon, title, children, action }: EmptyProps) {
  return (
    <Stack align="center" gap="xs" className={classes.empty}>
      {icon && <span aria-hidden="true">{icon}</span>}
      <Title order={3} size="h4">
        {title}
      </Title>
      {children && <Text c="dimmed">{children}</Text>}
      {action}
    </Stack>
  );
}
