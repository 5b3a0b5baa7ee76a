import { roles } from '@docket/contracts/access';
import { createRoute } from '@tanstack/react-router';
import { given } from '../lib/given.ts';
import { lazyPage } from '../lib/lazy-page.ts';
import { root } from './root.ts';
import { oneOf, text } from './search.ts';

export const admin = createRoute({
  getParentRoute: () => root,
  path: '/admin',
  component: lazyPage(() => import('../features/admin/components/admin-layout.tsx'), 'AdminLayout'),
});

const adminQueue = createRoute({
  getParentRoute: () => admin,
  path: '/queue',
  component: lazyPage(() => import('../features/admin/components/queue-page.tsx'), 'QueuePage'),
});

const adminWorkers = createRoute({
  getParentRoute: () => admin,
  path: '/workers',
  component: lazyPage(() => import('../features/admin/components/workers-page.tsx'), 'WorkersPage'),
});

const adminMessages = createRoute({
  getParentRoute: () => admin,
  path: '/messages',
  component: lazyPage(() => import('../features/admin/components/messages-page.tsx'), 'MessagesPage'),
});

const adminUsers = createRoute({
  getParentRoute: () => admin,
  path: '/users',
  validateSearch: (search: Record<string, unknown>) =>
    given({
      q: text(search['q']),
      role: oneOf(roles, search['role']),
      state: oneOf(['active', 'disabled'], search['state']),
    }),
  component: lazyPage(() => import('../features/admin/components/users-page.tsx'), 'UsersPage'),
});

const adminUser = createRoute({
  getParentRoute: () => admin,
  path: '/users/$userId',
  component: lazyPage(() => import('../features/admin/components/user-page.tsx'), 'UserPage'),
});

const adminInvariants = createRoute({
  getParentRoute: () => admin,
  path: '/invariants',
  component: lazyPage(() => import('../features/admin/components/invariants-page.tsx'), 'InvariantsPage'),
});

const rejudges = createRoute({
  getParentRoute: () => admin,
  path: '/rejudges',
  validateSearch: (search: Record<string, unknown>) =>
    given({ problem: text(search['problem']), submission: text(search['submission']) }),
  component: lazyPage(() => import('../features/admin/components/rejudge-list-page.tsx'), 'RejudgeListPage'),
});

const rejudge = createRoute({
  getParentRoute: () => admin,
  path: '/rejudges/$id',
  component: lazyPage(() => import('../features/admin/components/rejudge-page.tsx'), 'RejudgePage'),
});

const setProblems = createRoute({
  getParentRoute: () => admin,
  path: '/problems',
  component: lazyPage(() => import('../features/admin/components/set-problems-page.tsx'), 'SetProblemsPage'),
});

const setProblem = createRoute({
  getParentRoute: () => admin,
  path: '/problems/$slug',
  validateSearch: (search: Record<string, unknown>) =>
    given({ part: oneOf(['tests', 'tools', 'versions'], search['part']) }),
  component: lazyPage(() => import('../features/setter/components/setter-page.tsx'), 'SetterPage'),
});

const preview = createRoute({
  getParentRoute: () => admin,
  path: '/problems/$slug/preview/$version',
  component: lazyPage(() => import('../features/setter/components/preview-page.tsx'), 'PreviewPage'),
});

const adminImport = createRoute({
  getParentRoute: () => admin,
  path: '/import',
  component: lazyPage(() => import('../features/admin/components/import-page.tsx'), 'ImportPage'),
});

/** Running the place, and what setters do. */
export const adminRoutes = [
  adminQueue,
  adminWorkers,
  adminMessages,
  adminUsers,
  adminUser,
  adminInvariants,
  rejudges,
  rejudge,
  setProblems,
  setProblem,
  preview,
  adminImport,
] as const;
