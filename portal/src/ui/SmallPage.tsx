import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { ColorSchemeToggle } from './ColorSchemeToggle.tsx';
import { Mark } from './Mark.tsx';
import classes from './SmallPage.module.css';

interface Props {
  /** Absent until it is known. */
  organisation?: string | undefined;
  helpDesk?: string | undefined;
  children: ReactNode;
}

/** A page of one card: signing in, and whatever leads there. */
export function SmallPage({ organisation, helpDesk, children }: Props) {
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <Group gap="sm" wrap="nowrap">
          <Mark />
          <Text fw={650} className={classes.organisation}>
            {organisation || 'Sallyport'}
          </Text>
        </Group>
        <ColorSchemeToggle />
      </header>
      <main className={classes.card}>{children}</main>
      <footer className={classes.footer}>
        {helpDesk && (
          <Text size="sm" c="dimmed" className={classes.helpDesk}>
            <strong>Need help?</strong> {helpDesk}
          </Text>
        )}
      </footer>
    </div>
  );
}
