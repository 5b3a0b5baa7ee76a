import { createRootRoute } from '@tanstack/react-router';
import { Layout } from '../app/layout.tsx';
import { NotFound } from '../app/not-found.tsx';

/** The shell around every page. */
export const root = createRootRoute({ component: Layout, notFoundComponent: NotFound });
