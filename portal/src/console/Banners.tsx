import { Alert, Stack, Text } from '@mantine/core';
import { useSessionStorage } from '@mantine/hooks';
import { IconAlertTriangle, IconMailOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import classes from './Banners.module.css';
import { TextLink } from './links.tsx';
import { asking } from './queries.ts';
import { useMay } from './session.tsx';

/** What every administrator should know wherever they are. */
export function Banners() {
  const readsUsers = useMay('users:read');
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
      {!overview.smtpConfigured && <NoMail waiting={overview.mailsWaiting} />}
    </Stack>
  );
}

/** One line on a phone; whoever knows it takes it away for as long as they keep the window. */
function NoMail({ waiting }: { waiting: number }) {
  const readsMails = useMay('mails:read');
  const changesSettings = useMay('settings:write');
  const [dismissed, setDismissed] = useSessionStorage({ key: 'no-mail-dismissed', defaultValue: false });
  if (dismissed) return null;
  return (
    <Alert
      color="yellow"
      icon={<IconMailOff aria-hidden />}
      classNames={{ root: classes.noMail ?? '', icon: classes.icon ?? '', message: classes.line ?? '' }}
      withCloseButton
      closeButtonLabel="Dismiss until the next visit"
      onClose={() => setDismissed(true)}
    >
      <strong>No mail leaves this server yet</strong>
      <Text component="span" size="sm" visibleFrom="sm">
        . No mail server is set up, so mails wait.
        {waiting > 0 && ` ${waiting.toLocaleString('en')} ${waiting === 1 ? 'is' : 'are'} waiting now.`}
      </Text>
      {changesSettings && (
        <>
          {' '}
          <TextLink to="/admin/settings">Set up mail</TextLink>
        </>
      )}
      {readsMails && (
        <Text component="span" size="sm" visibleFrom="sm">
          {' · '}
          <TextLink to="/admin/mail">Read the mails</TextLink>
        </Text>
      )}
    </Alert>
  );
}
