import type { Permission } from '@sallyport/contract/route.ts';
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
  Outlet,
  useMatches,
} from '@tanstack/react-router';
import { readAuditFilter } from '../admin/audit/filter.ts';
import { readExplainView } from '../admin/explain/login.ts';
import { readMailFilter } from '../admin/mail/filter.ts';
import { readUsersView } from '../admin/users/filter.ts';
import { ErrorPanel, Loading } from '../ui/states.tsx';
import { Denied } from './Denied.tsx';
import { NotFound } from './NotFound.tsx';
import { Shell } from './Shell.tsx';
import { useMay, useSession } from './session.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const first = createRoute({ getParentRoute: () => root, path: '/', component: First });

/** Administrators begin with the overview, everybody else with their own account. */
function First() {
  useSession();
  return <Navigate to={useMay('users:read') ? '/admin' : '/account'} replace />;
}

const account = createRoute({ getParentRoute: () => root, path: '/account' });
const accountPages = [
  createRoute({
    getParentRoute: () => account,
    path: '/',
    component: lazyRouteComponent(() => import('../account/SecurityPage.tsx'), 'SecurityPage'),
  }),
  createRoute({
    getParentRoute: () => account,
    path: 'sessions',
    component: lazyRouteComponent(() => import('../account/SessionsPage.tsx'), 'SessionsPage'),
  }),
  createRoute({
    getParentRoute: () => account,
    path: 'activity',
    component: lazyRouteComponent(() => import('../account/ActivityPage.tsx'), 'ActivityPage'),
  }),
] as const;

const admin = createRoute({ getParentRoute: () => root, path: '/admin', component: Guarded });

/** Shows a page only to those whose role has the permission that its route names. */
function Guarded() {
  const { permissions } = useSession();
  const needed = useMatches({ select: (matches) => matches.at(-1)?.staticData.permission });
  return needed === undefined || permissions.includes(needed) ? <Outlet /> : <Denied />;
}

const adminPages = [
  createRoute({
    getParentRoute: () => admin,
    path: '/',
    staticData: { permission: 'users:read' },
    component: lazyRouteComponent(() => import('../admin/overview/OverviewPage.tsx'), 'OverviewPage'),
  }),
  createRoute({
    getParentRoute: () => admin,
    path: 'users',
    staticData: { permission: 'users:read' },
    validateSearch: readUsersView,
    component: lazyRouteComponent(() => import('../admin/users/UsersPage.tsx'), 'UsersPage'),
  }),
  createRoute({
    getParentRoute: () => admin,
    path: 'users/import',
    staticData: { permission: 'users:write' },
    component: lazyRouteComponent(() => import('../admin/users/ImportPage.tsx'), 'ImportPage'),
  }),
  createRoute({
    getParentRoute: () => admin,
    path: 'users/$id',
    staticData: { permission: 'users:read' },
    component: lazyRouteComponent(() => import('../admin/user/UserPage.tsx'), 'UserPage'),
  }),
  createRoute({
    getParentRoute: () => admin,
    path: 'groups',
    staticData: { permission: 'groups:read' },
    component: lazyRouteComponent(() => import('../admin/groups/GroupsPage.tsx'), 'GroupsPage'),
  }),
  createRoute({
    getParentRoute: () => admin,
    path: 'groups/$id',
    staticData: { permission: 'groups:read' },
    component: lazyRouteComponent(() => import('../admin/groups/GroupPage.tsx'), 'GroupPage'),
  }),
  createRoute({
    getParentRoute: () => admin,
    path: 'exemptions',
    staticData: { permission: 'exemptions:read' },
    component: lazyRouteComponent(() => import('../admin/exemptions/ExemptionsPage.tsx'), 'ExemptionsPage'),
  }),
  createRoute({
    getParentRoute: () => admin,
    path: 'administrators',
    staticData: { permission: 'users:read' },
    component: lazyRouteComponent(
      () => import('../admin/administrators/AdministratorsPage.tsx'),
      'AdministratorsPage',
    ),
  }),
  createRoute({
    getParentRoute: () => admin,
    path: 'approvals',
    staticData: { permission: 'approvals:read' },
    component: lazyRouteComponent(() => import('../admin/approvals/ApprovalsPage.tsx'), 'ApprovalsPage'),
  }),
  createRoute({
    getParentRoute: () => admin,
    path: 'requirement',
    staticData: { permission: 'requirements:read' },
    component: lazyRouteComponent(
      () => import('../admin/requirement/RequirementPage.tsx'),
      'RequirementPage',
    ),
  }),
  createRoute({
    getParentRoute: () => admin,
    path: 'explain',
    staticData: { permission: 'requirements:read' },
    validateSearch: readExplainView,
    component: lazyRouteComponent(() => import('../admin/explain/ExplainPage.tsx'), 'ExplainPage'),
  }),
  createRoute({
    getParentRoute: () => admin,
    path: 'policies',
    staticData: { permission: 'requirements:read' },
    component: lazyRouteComponent(() => import('../admin/policies/PoliciesPage.tsx'), 'PoliciesPage'),
  }),
  createRoute({
    getParentRoute: () => admin,
    path: 'policies/new',
    staticData: { permission: 'requirements:write' },
    component: lazyRouteComponent(() => import('../admin/policies/NewPolicyPage.tsx'), 'NewPolicyPage'),
  }),
  createRoute({
    getParentRoute: () => admin,
    path: 'policies/$id',
    staticData: { permission: 'requirements:read' },
    component: lazyRouteComponent(() => import('../admin/policies/PolicyPage.tsx'), 'PolicyPage'),
  }),
  createRoute({
    getParentRoute: () => admin,
    path: 'policies/$id/edit',
    staticData: { permission: 'requirements:write' },
    component: lazyRouteComponent(() => import('../admin/policies/EditPolicyPage.tsx'), 'EditPolicyPage'),
  }),
  createRoute({
    getParentRoute: () => admin,
    path: 'jobs',
    staticData: { permission: 'requirements:read' },
    component: lazyRouteComponent(() => import('../admin/jobs/JobsPage.tsx'), 'JobsPage'),
  }),
  createRoute({
    getParentRoute: () => admin,
    path: 'jobs/$id',
    staticData: { permission: 'requirements:read' },
    component: lazyRouteComponent(() => import('../admin/jobs/JobPage.tsx'), 'JobPage'),
  }),
  createRoute({
    getParentRoute: () => admin,
    path: 'rollouts',
    staticData: { permission: 'requirements:read' },
    component: lazyRouteComponent(() => import('../admin/rollouts/RolloutsPage.tsx'), 'RolloutsPage'),
  }),
  createRoute({
    getParentRoute: () => admin,
    path: 'rollouts/new',
    staticData: { permission: 'requirements:write' },
    component: lazyRouteComponent(() => import('../admin/rollouts/RolloutEditPage.tsx'), 'NewRolloutPage'),
  }),
  createRoute({
    getParentRoute: () => admin,
    path: 'rollouts/$id',
    staticData: { permission: 'requirements:read' },
    component: lazyRouteComponent(() => import('../admin/rollouts/RolloutPage.tsx'), 'RolloutPage'),
  }),
  createRoute({
    getParentRoute: () => admin,
    path: 'rollouts/$id/edit',
    staticData: { permission: 'requirements:write' },
    component: lazyRouteComponent(() => import('../admin/rollouts/RolloutEditPage.tsx'), 'EditRolloutPage'),
  }),
  createRoute({
    getParentRoute: () => admin,
    path: 'mail',
    staticData: { permission: 'mails:read' },
    validateSearch: readMailFilter,
    component: lazyRouteComponent(() => import('../admin/mail/MailPage.tsx'), 'MailPage'),
  }),
  createRoute({
    getParentRoute: () => admin,
    path: 'audit',
    staticData: { permission: 'audit:read' },
    validateSearch: readAuditFilter,
    component: lazyRouteComponent(() => import('../admin/audit/AuditPage.tsx'), 'AuditPage'),
  }),
  createRoute({
    getParentRoute: () => admin,
    path: 'tokens',
    staticData: { permission: 'tokens:manage' },
    component: lazyRouteComponent(() => import('../admin/tokens/TokensPage.tsx'), 'TokensPage'),
  }),
  createRoute({
    getParentRoute: () => admin,
    path: 'mail-texts',
    staticData: { permission: 'settings:read' },
    component: lazyRouteComponent(() => import('../admin/mail-texts/MailTextsPage.tsx'), 'MailTextsPage'),
  }),
  createRoute({
    getParentRoute: () => admin,
    path: 'settings',
    staticData: { permission: 'settings:read' },
    component: lazyRouteComponent(() => import('../admin/settings/SettingsPage.tsx'), 'SettingsPage'),
  }),
] as const;

export const router = createRouter({
  routeTree: root.addChildren([first, account.addChildren(accountPages), admin.addChildren(adminPages)]),
  defaultPreload: 'intent',
  defaultPendingComponent: Loading,
  defaultErrorComponent: ({ error, reset }) => <ErrorPanel error={error} onRetry={reset} />,
  scrollRestoration: true,
  // Plain words in addresses, where the router's own way is JSON.
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(search).toString();
    return text && `?${text}`;
  },
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
  interface StaticDataRouteOption {
    permission?: Permission;
  }
}
