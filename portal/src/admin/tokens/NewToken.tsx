import { Button, Code, Group, Stack, Text } from '@mantine/core';
import { CopyButton } from '../../ui/CopyButton.tsx';

/** Shows a token the one time it is known. */
export function NewToken({ token, onDone }: { token: string; onDone: () => void }) {
  return (
    <Stack>
      <Text>
        Copy it now: it is shown <strong>only this once</strong>. Whoever has it can do what its role allows.
      </Text>
      <Code block>{token}</Code>
      <Group justify="flex-end">
        <CopyButton value={token} label="Copy the token" />
        <Button onClick={onDone}>Done</Button>
      </Group>
    </Stack>
  );
}
