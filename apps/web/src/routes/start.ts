import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../lib/lazy-page.ts';
import { root } from './root.ts';

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyPage(() => import('../features/home/components/home-page.tsx'), 'HomePage'),
});

const docs = createRoute({
  getParentRoute: () => root,
  path: '/docs',
  component: lazyPage(() => import('../features/docs/components/docs-page.tsx'), 'DocsPage'),
});

/** Where one begins, and the reference of the API. */
export const startRoutes = [home, docs] as const;
