import type { Permission } from '@sallyport/contract/route.ts';
import {
  IconActivity,
  IconChecklist,
  IconChecks,
  IconDevices,
  IconGauge,
  IconKey,
  IconListDetails,
  IconMail,
  IconSettings,
  IconShieldCheck,
  IconShieldCog,
  IconShieldLock,
  IconShieldOff,
  IconTimeline,
  IconUserShield,
  IconUsers,
  IconUsersGroup,
  IconZoomQuestion,
} from '@tabler/icons-react';
import { NavigationLink } from './links.tsx';
import classes from './Navigation.module.css';
import { useSession } from './session.tsx';

const own = [
  { to: '/account', label: 'My security', icon: IconShieldLock, exact: true },
  { to: '/account/sessions', label: 'My sessions', icon: IconDevices },
  { to: '/account/activity', label: 'My activity', icon: IconActivity },
] as const;

const people = [
  { to: '/admin/users', label: 'Users', icon: IconUsers, permission: 'users:read' },
  { to: '/admin/groups', label: 'Groups', icon: IconUsersGroup, permission: 'groups:read' },
  { to: '/admin/exemptions', label: 'Exemptions', icon: IconShieldOff, permission: 'exemptions:read' },
  { to: '/admin/administrators', label: 'Administrators', icon: IconUserShield, permission: 'users:read' },
] as const satisfies readonly Guarded[];

const enforcement = [
  { to: '/admin', label: 'Overview', icon: IconGauge, permission: 'users:read', exact: true },
  { to: '/admin/requirement', label: 'Require 2FA', icon: IconShieldCheck, permission: 'requirements:read' },
  { to: '/admin/policies', label: 'Policies', icon: IconShieldCog, permission: 'requirements:read' },
  { to: '/admin/explain', label: 'Explain', icon: IconZoomQuestion, permission: 'requirements:read' },
  { to: '/admin/rollouts', label: 'Rollouts', icon: IconTimeline, permission: 'requirements:read' },
] as const satisfies readonly Guarded[];

const operation = [
  { to: '/admin/approvals', label: 'Approvals', icon: IconChecks, permission: 'approvals:read' },
  { to: '/admin/jobs', label: 'Jobs', icon: IconChecklist, permission: 'requirements:read' },
  { to: '/admin/mail', label: 'Mail', icon: IconMail, permission: 'mails:read' },
  { to: '/admin/audit', label: 'Audit log', icon: IconListDetails, permission: 'audit:read' },
  { to: '/admin/tokens', label: 'API tokens', icon: IconKey, permission: 'tokens:manage' },
  { to: '/admin/settings', label: 'Settings', icon: IconSettings, permission: 'settings:read' },
] as const satisfies readonly Guarded[];

interface Guarded {
  readonly permission: Permission;
  readonly [key: string]: unknown;
}

const administration = [
  { name: 'Enforcement', links: enforcement },
  { name: 'People', links: people },
  { name: 'Operation', links: operation },
] as const;

/** Where one can go; administration as far as the reader's role reaches. */
export function Navigation() {
  const { permissions } = useSession();
  return (
    <>
      <NavigationList name="My account" links={own} />
      {administration.map(({ name, links }) => {
        const allowed = links.filter(({ permission }) => permissions.includes(permission));
        return allowed.length > 0 && <NavigationList key={name} name={name} links={allowed} />;
      })}
    </>
  );
}

type Link = (typeof own)[number] | (typeof administration)[number]['links'][number];

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
