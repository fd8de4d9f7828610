import { Anchor, Stack } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  heading: ReactNode;
  children: ReactNode;
  /** Offers to begin anew, for those who are somebody else. */
  startAgain?: () => void;
}

/** One step on the card. */
export function Step({ heading, children, startAgain }: Props) {
  return (
    <Stack gap="lg">
      {heading}
      {children}
      {startAgain && (
        <Anchor component="button" type="button" size="sm" ta="center" onClick={startAgain}>
          Sign in as somebody else
        </Anchor>
      )}
    </Stack>
  );
}
