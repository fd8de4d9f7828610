import { Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { PageHeading } from '../ui/PageHeading.tsx';

interface Props {
  title: string;
  /** Beside the title, e.g. a badge. */
  mark?: ReactNode;
  about?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A page of the console: heading, what it is for, its main actions, content. */
export function Page({ title, mark, about, actions, children }: Props) {
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="flex-start" gap="sm">
        <div>
          <Group gap="sm">
            <PageHeading>{title}</PageHeading>
            {mark}
          </Group>
          {about && (
            <Text c="dimmed" mt={4} maw="44rem">
              {about}
            </Text>
          )}
        </div>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </Stack>
  );
}
