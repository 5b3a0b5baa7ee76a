import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import '@fontsource-variable/geist-mono/wght.css';
import '@fontsource-variable/hanken-grotesk/wght.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { forgetOnLeaving } from './app/leave.ts';
import { applyThemeChanges } from './app/theme.ts';
import { startServiceWorker } from './lib/app-version.ts';
import { keepAnswers } from './lib/kept/kept.ts';
import { queryClient } from './lib/query-client.ts';
import { router } from './router.ts';
import './styles.css';

applyThemeChanges();
keepAnswers(queryClient);
forgetOnLeaving();
startServiceWorker();

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
