import { Button, Code, Group, Stack, Text } from '@mantine/core';
import type { ActivationLink, User } from '@sallyport/contract/users.ts';
import { useState } from 'react';
import { request } from '../../console/request.ts';
import { Section } from '../../console/Section.tsx';
import { useAct } from '../../console/use-act.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Time } from '../../ui/Time.tsx';

/** For users who have not activated their account: mail them the link, or hand it over. */
export function ActivationSection({ user }: { user: User }) {
  const params = { id: user.id };
  const [link, setLink] = useState<ActivationLink>();
  const mail = useAct(() => request('POST /users/:id/activation-mail', { params }), {
    said: `A new activation link is on its way to ${user.email}.`,
    saysFailure: true,
  });
  const make = useAct(() => request('POST /users/:id/activation-link', { params }), {
    afterwards: setLink,
    saysFailure: true,
  });
  return (
    <Section
      title="Not activated yet"
      about={`${user.displayName} chooses a password by a link that works once. A new link voids the earlier ones.`}
      actions={
        <>
          <Button variant="default" loading={mail.running} onClick={() => mail.run()}>
            Mail a new link
          </Button>
          <Button variant="default" loading={make.running} onClick={() => make.run()}>
            Make a link to hand over
          </Button>
        </>
      }
    >
      {link && (
        <Stack gap="xs" role="status">
          <Text size="sm">
            Give it to {user.displayName} only: whoever has it can activate the account. It ends{' '}
            <Time iso={link.expiresAt} relative />.
          </Text>
          <Group gap="xs">
            <Code flex="1 1 14rem">{link.url}</Code>
            <CopyButton value={link.url} label="Copy the link" />
          </Group>
        </Stack>
      )}
    </Section>
  );
}
