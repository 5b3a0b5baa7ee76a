import { createRoute } from '@tanstack/react-router';
import { given } from '../lib/given.ts';
import { lazyPage } from '../lib/lazy-page.ts';
import { safeNext } from '../features/identity/api/next.ts';
import { root } from './root.ts';

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: (search: Record<string, unknown>) => given({ next: safeNext(search['next']) }),
  component: lazyPage(() => import('../features/identity/components/login-page.tsx'), 'LoginPage'),
});

const loginReturn = createRoute({
  getParentRoute: () => root,
  path: '/login/return/$provider',
  component: lazyPage(() => import('../features/identity/components/return-page.tsx'), 'ReturnPage'),
});

const signup = createRoute({
  getParentRoute: () => root,
  path: '/signup',
  validateSearch: (search: Record<string, unknown>) => given({ next: safeNext(search['next']) }),
  component: lazyPage(() => import('../features/identity/components/signup-page.tsx'), 'SignUpPage'),
});

const forgot = createRoute({
  getParentRoute: () => root,
  path: '/forgot',
  component: lazyPage(() => import('../features/identity/components/forgot-page.tsx'), 'ForgotPage'),
});

const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset',
  component: lazyPage(() => import('../features/identity/components/reset-page.tsx'), 'ResetPage'),
});

const confirm = createRoute({
  getParentRoute: () => root,
  path: '/confirm',
  component: lazyPage(() => import('../features/identity/components/confirm-page.tsx'), 'ConfirmPage'),
});

const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  component: lazyPage(() => import('../features/account/components/account-page.tsx'), 'AccountPage'),
});

const notifications = createRoute({
  getParentRoute: () => root,
  path: '/notifications',
  component: lazyPage(() => import('../features/notification/components/notifications-page.tsx'), 'NotificationsPage'),
});

/** People: coming in, their account, what they are told. */
export const identityRoutes = [login, loginReturn, signup, forgot, reset, confirm, account, notifications] as const;
