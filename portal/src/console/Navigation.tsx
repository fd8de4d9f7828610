import type { Permission } from '@sallyport/contract/route.ts';
import {
  IconActivity,
  IconDevices,
  IconGauge,
  IconKey,
  IconListDetails,
  IconMail,
  IconSettings,
  IconShieldCheck,
  IconShieldLock,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react';
import { NavigationLink } from './links.tsx';
import classes from './Navigation.module.css';
import { useSession } from './session.tsx';

const own = [
  { to: '/account', label: 'My security', icon: IconShieldLock, exact: true },
  { to: '/account/sessions', label: 'My sessions', icon: IconDevices },
  { to: '/account/activity', label: 'My activity', icon: IconActivity },
] as const;

const administration = [
  { to: '/admin', label: 'Overview', icon: IconGauge, permission: 'users:read', exact: true },
  { to: '/admin/users', label: 'Users', icon: IconUsers, permission: 'users:read' },
  { to: '/admin/groups', label: 'Groups', icon: IconUsersGroup, permission: 'groups:read' },
  { to: '/admin/requirement', label: 'Require 2FA', icon: IconShieldCheck, permission: 'requirements:read' },
  { to: '/admin/mail', label: 'Mail', icon: IconMail, permission: 'mails:read' },
  { to: '/admin/audit', label: 'Audit log', icon: IconListDetails, permission: 'audit:read' },
  { to: '/admin/tokens', label: 'API tokens', icon: IconKey, permission: 'tokens:manage' },
  { to: '/admin/settings', label: 'Settings', icon: IconSettings, permission: 'settings:read' },
] as const satisfies readonly { permission: Permission; [key: string]: unknown }[];

/** Where one can go; administration as far as the reader's role reaches. */
export function Navigation() {
  const { permissions } = useSession();
  const administered = administration.filter(({ permission }) => permissions.includes(permission));
  return (
    <>
      <NavigationList name="My account" links={own} />
      {administered.length > 0 && <NavigationList name="Administration" links={administered} />}
    </>
  );
}

type Link = (typeof own)[number] | (typeof administration)[number];

function NavigationList({ name, links }: { name: string; links: readonly Link[] }) {
  return (
    <nav aria-label={name} className={classes.list}>
      <p className={classes.name} aria-hidden="true">
        {name}
      </p>
      {links.map(({ to, label, icon: Icon, ...link }) => (
        <NavigationLink
          key={to}
          to={to}
          label={label}
          className={classes.link}
          leftSection={<Icon size={18} aria-hidden />}
          activeOptions={{ exact: 'exact' in link, includeSearch: false }}
        />
      ))}
    </nav>
  );
}
