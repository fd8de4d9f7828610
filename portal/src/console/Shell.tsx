import { Burger, Button, Drawer, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconLogout } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Outlet, useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';
import { ColorSchemeToggle } from '../ui/ColorSchemeToggle.tsx';
import { Mark } from '../ui/Mark.tsx';
import { ErrorPanel, Loading } from '../ui/states.tsx';
import { ApprovalDialog } from './ApprovalDialog.tsx';
import { Banners } from './Banners.tsx';
import { Navigation } from './Navigation.tsx';
import { asking } from './queries.ts';
import { request } from './request.ts';
import classes from './Shell.module.css';
import { StepUpDialog } from './StepUpDialog.tsx';
import { SessionProvider } from './session.tsx';
import { useAct } from './use-act.ts';

/** What stands around every page of the console, once it is known who is signed in. */
export function Shell() {
  const session = useQuery({ ...asking('GET /session'), refetchInterval: 60_000 });
  if (session.data) {
    return (
      <SessionProvider value={session.data}>
        <Frame name={session.data.user.displayName} />
      </SessionProvider>
    );
  }
  return (
    <main className={classes.alone}>
      {session.error ? (
        <ErrorPanel error={session.error} onRetry={() => void session.refetch()} />
      ) : (
        <Loading label="Looking who is signed in" />
      )}
    </main>
  );
}

function Frame({ name }: { name: string }) {
  const info = useQuery({ ...asking('GET /info'), staleTime: 300_000 });
  const [menuOpen, menu] = useDisclosure();
  const { pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu closes when the reader has gone somewhere
  useEffect(menu.close, [pathname]);

  return (
    <div className={classes.shell}>
      <a href="#content" className={classes.skip}>
        Skip to the content
      </a>
      <header className={classes.bar}>
        <Burger
          hiddenFrom="md"
          size="sm"
          opened={menuOpen}
          onClick={menu.toggle}
          aria-label="Menu"
          aria-expanded={menuOpen}
        />
        <Mark size={28} />
        <Text fw={650} truncate className={classes.organisation}>
          {info.data?.organisation ?? 'Sallyport'}
        </Text>
        <Text size="sm" c="dimmed" truncate visibleFrom="md">
          {name}
        </Text>
        <ColorSchemeToggle />
        <SignOut />
      </header>
      <aside className={classes.side}>
        <Navigation />
      </aside>
      <Drawer
        opened={menuOpen}
        onClose={menu.close}
        size="17rem"
        title={name}
        closeButtonProps={{ 'aria-label': 'Close the menu' }}
      >
        <Navigation />
      </Drawer>
      <main id="content" tabIndex={-1} className={classes.content}>
        <Banners />
        <Outlet />
        {info.data?.helpDesk && (
          <Text component="p" size="sm" c="dimmed" className={classes.helpDesk}>
            <strong>Need help?</strong> {info.data.helpDesk}
          </Text>
        )}
      </main>
      <ApprovalDialog />
      <StepUpDialog />
    </div>
  );
}

function SignOut() {
  const signOut = useAct(
    async () => {
      await request('DELETE /session');
      window.location.assign('/sign-in');
      // This page is over: nothing on it is asked for again, or the 401 would lead back here after the sign-in.
      return new Promise<never>(() => undefined);
    },
    { saysFailure: true },
  );
  return (
    <Button
      variant="default"
      size="xs"
      loading={signOut.running}
      onClick={() => signOut.run()}
      aria-label="Sign out"
    >
      <Group gap={6} wrap="nowrap">
        <IconLogout size={16} aria-hidden />
        <span className={classes.wide}>Sign out</span>
      </Group>
    </Button>
  );
}
