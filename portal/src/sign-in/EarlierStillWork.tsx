import { Button, Stack, Text } from '@mantine/core';
import { PageHeading } from '../ui/PageHeading.tsx';
import { Step } from './Step.tsx';

/** After a temporary access code: setting up a new authenticator takes nothing away from a lost one. */
export function EarlierStillWork({ onDone }: { onDone: () => void }) {
  return (
    <Step heading={<PageHeading>Is the old one lost?</PageHeading>}>
      <Stack>
        <Text>
          Your new authenticator is set up. What you set up before goes on working beside it. If it is lost or
          was stolen, remove it now, so that nobody else can use it.
        </Text>
        <Button component="a" href="/account" fullWidth>
          Remove what is lost
        </Button>
        <Button variant="subtle" fullWidth onClick={onDone}>
          I still have it
        </Button>
      </Stack>
    </Step>
  );
}
