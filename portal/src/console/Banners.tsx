import { Alert, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconMailOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { TextLink } from './links.tsx';
import { asking } from './queries.ts';
import { useMay } from './session.tsx';

/** What every administrator should know wherever they are. */
export function Banners() {
  const readsUsers = useMay('users:read');
  const readsMails = useMay('mails:read');
  const changesSettings = useMay('settings:write');
  const { data: overview } = useQuery({
    ...asking('GET /overview'),
    enabled: readsUsers,
    refetchInterval: 60_000,
  });
  if (!overview || (overview.enforcement && overview.smtpConfigured)) return null;
  return (
    <Stack gap="sm" mb="lg">
      {!overview.enforcement && (
        <Alert
          color="red"
          icon={<IconAlertTriangle aria-hidden />}
          title="Enforcement is off: nobody but administrators is required to use 2FA"
        >
          The rescue command switched it off on the server. To switch it on again, run there:{' '}
          <code>npx sallyport rescue enable-enforcement</code>
        </Alert>
      )}
      {!overview.smtpConfigured && (
        <Alert color="yellow" icon={<IconMailOff aria-hidden />} title="No mail leaves this server yet">
          <Text size="sm">
            No mail server is set up, so mails wait.
            {overview.mailsWaiting > 0 &&
              ` ${overview.mailsWaiting.toLocaleString('en')} ${overview.mailsWaiting === 1 ? 'is' : 'are'} waiting now.`}{' '}
            {changesSettings && <TextLink to="/admin/settings">Set up mail</TextLink>}
            {changesSettings && readsMails && ' · '}
            {readsMails && <TextLink to="/admin/mail">Read the mails</TextLink>}
          </Text>
        </Alert>
      )}
    </Stack>
  );
}
