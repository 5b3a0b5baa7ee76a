import { threadKinds } from '@docket/contracts/http/discussion';
import { createRoute } from '@tanstack/react-router';
import { given } from '../lib/given.ts';
import { lazyPage } from '../lib/lazy-page.ts';
import { admin } from './admin.ts';
import { root } from './root.ts';
import { oneOf, text } from './search.ts';

const practice = createRoute({
  getParentRoute: () => root,
  path: '/practice',
  component: lazyPage(() => import('../features/practice/components/practice-page.tsx'), 'PracticePage'),
});

const studyList = createRoute({
  getParentRoute: () => root,
  path: '/practice/lists/$id',
  component: lazyPage(() => import('../features/practice/components/study-list-page.tsx'), 'StudyListPage'),
});

const threads = createRoute({
  getParentRoute: () => root,
  path: '/problems/$slug/discussion',
  validateSearch: (search: Record<string, unknown>) => given({ kind: oneOf(threadKinds, search['kind']) }),
  component: lazyPage(() => import('../features/practice/components/thread-list-page.tsx'), 'ThreadListPage'),
});

const thread = createRoute({
  getParentRoute: () => root,
  path: '/problems/$slug/discussion/$id',
  component: lazyPage(() => import('../features/practice/components/thread-page.tsx'), 'ThreadPage'),
});

const compare = createRoute({
  getParentRoute: () => root,
  path: '/submissions/compare',
  validateSearch: (search: Record<string, unknown>) =>
    given({ left: text(search['left']), right: text(search['right']) }),
  component: lazyPage(() => import('../features/submission/components/compare-page.tsx'), 'ComparePage'),
});

const reports = createRoute({
  getParentRoute: () => admin,
  path: '/reports',
  component: lazyPage(() => import('../features/practice/components/reports-page.tsx'), 'ReportsPage'),
});

/** What helps to practise: days, lists, discussions, comparisons. */
export const practiceRoutes = [practice, studyList, threads, thread, compare] as const;
export const practiceAdminRoutes = [reports] as const;
