import { createRouter } from '@tanstack/react-router';
import { PageFailure } from './app/page-failure.tsx';
import { admin, adminRoutes } from './routes/admin.ts';
import { adminMoneyRoutes } from './routes/admin-money.ts';
import { bookingRoutes } from './routes/booking.ts';
import { contestAdminRoutes, contestRoutes } from './routes/contest.ts';
import { courseRoutes } from './routes/course.ts';
import { identityRoutes } from './routes/identity.ts';
import { judgeRoutes } from './routes/judge.ts';
import { moneyRoutes } from './routes/money.ts';
import { practiceAdminRoutes, practiceRoutes } from './routes/practice.ts';
import { root } from './routes/root.ts';
import { parseSearch, stringifySearch } from './routes/search.ts';
import { startRoutes } from './routes/start.ts';
import { travelRoutes } from './routes/travel.ts';
import { venue, venueRoutes } from './routes/venue.ts';

/** All pages, each with its address; the addresses are in `routes`, a file for each area. */
export const router = createRouter({
  routeTree: root.addChildren([
    ...startRoutes,
    ...identityRoutes,
    ...judgeRoutes,
    ...practiceRoutes,
    ...contestRoutes,
    ...courseRoutes,
    ...bookingRoutes,
    ...travelRoutes,
    ...moneyRoutes,
    admin.addChildren([...adminRoutes, ...adminMoneyRoutes, ...contestAdminRoutes, ...practiceAdminRoutes]),
    venue.addChildren([...venueRoutes]),
  ]),
  defaultPreload: 'intent',
  defaultErrorComponent: PageFailure,
  scrollRestoration: true,
  parseSearch,
  stringifySearch,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
