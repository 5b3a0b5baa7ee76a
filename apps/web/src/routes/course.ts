import { createRoute } from '@tanstack/react-router';
import { given } from '../lib/given.ts';
import { lazyPage } from '../lib/lazy-page.ts';
import { root } from './root.ts';
import { oneOf, text } from './search.ts';

const courses = createRoute({
  getParentRoute: () => root,
  path: '/courses',
  validateSearch: (search: Record<string, unknown>) => given({ when: oneOf(['archived'], search['when']) }),
  component: lazyPage(() => import('../features/course/components/course-list-page.tsx'), 'CourseListPage'),
});

const course = createRoute({
  getParentRoute: () => root,
  path: '/courses/$slug',
  component: lazyPage(() => import('../features/course/components/course-page.tsx'), 'CoursePage'),
});

const grades = createRoute({
  getParentRoute: () => root,
  path: '/courses/$slug/grades',
  validateSearch: (search: Record<string, unknown>) => given({ group: text(search['group']) }),
  component: lazyPage(() => import('../features/course/components/grades-page.tsx'), 'GradesPage'),
});

const roster = createRoute({
  getParentRoute: () => root,
  path: '/courses/$slug/roster',
  component: lazyPage(() => import('../features/course/components/roster-page.tsx'), 'RosterPage'),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: '/courses/$slug/settings',
  component: lazyPage(() => import('../features/course/components/settings-page.tsx'), 'SettingsPage'),
});

const log = createRoute({
  getParentRoute: () => root,
  path: '/courses/$slug/log',
  component: lazyPage(() => import('../features/course/components/log-page.tsx'), 'LogPage'),
});

/** Courses, for those who learn and those who teach. */
export const courseRoutes = [courses, course, grades, roster, settings, log] as const;
