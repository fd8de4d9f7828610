import { Text } from '@mantine/core';
import { PageHeading } from '../ui/PageHeading.tsx';
import { Step } from './Step.tsx';

/** In place of the sign-in while nobody can have an account. */
export function SetupNeeded() {
  return (
    <Step heading={<PageHeading>Almost there</PageHeading>}>
      <Text>
        Nobody has an account here yet. Open the link that was printed in the terminal when the server
        started: it creates the first owner.
      </Text>
    </Step>
  );
}
