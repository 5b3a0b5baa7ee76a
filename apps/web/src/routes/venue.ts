import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../lib/lazy-page.ts';
import { root } from './root.ts';
import { isoDate } from './search.ts';
import { given } from '../lib/given.ts';

export const venue = createRoute({
  getParentRoute: () => root,
  path: '/venue',
  component: lazyPage(() => import('../features/venue/components/console-layout.tsx'), 'ConsoleLayout'),
});

const programme = createRoute({
  getParentRoute: () => venue,
  path: '/shows',
  component: lazyPage(() => import('../features/venue/components/programme-page.tsx'), 'ProgrammePage'),
});

const sales = createRoute({
  getParentRoute: () => venue,
  path: '/shows/$id',
  component: lazyPage(() => import('../features/venue/components/sales-page.tsx'), 'SalesPage'),
});

const checkIn = createRoute({
  getParentRoute: () => venue,
  path: '/shows/$id/check-in',
  component: lazyPage(() => import('../features/door/components/check-in-page.tsx'), 'CheckInPage'),
});

const newShows = createRoute({
  getParentRoute: () => venue,
  path: '/new',
  component: lazyPage(() => import('../features/venue/components/new-shows-page.tsx'), 'NewShowsPage'),
});

const halls = createRoute({
  getParentRoute: () => venue,
  path: '/halls',
  component: lazyPage(() => import('../features/venue/components/halls-page.tsx'), 'HallsPage'),
});

const titles = createRoute({
  getParentRoute: () => venue,
  path: '/titles',
  component: lazyPage(() => import('../features/venue/components/titles-page.tsx'), 'TitlesPage'),
});

const places = createRoute({
  getParentRoute: () => venue,
  path: '/places',
  component: lazyPage(() => import('../features/venue/components/places-page.tsx'), 'PlacesPage'),
});

const vouchers = createRoute({
  getParentRoute: () => venue,
  path: '/vouchers',
  component: lazyPage(() => import('../features/venue/components/vouchers-page.tsx'), 'VouchersPage'),
});

const webhooks = createRoute({
  getParentRoute: () => venue,
  path: '/webhooks',
  component: lazyPage(() => import('../features/venue/components/webhooks-page.tsx'), 'WebhooksPage'),
});

const webhook = createRoute({
  getParentRoute: () => venue,
  path: '/webhooks/$id',
  component: lazyPage(() => import('../features/venue/components/webhook-page.tsx'), 'WebhookPage'),
});

const houses = createRoute({
  getParentRoute: () => venue,
  path: '/stays',
  component: lazyPage(() => import('../features/front-desk/components/houses-page.tsx'), 'HousesPage'),
});

const desk = createRoute({
  getParentRoute: () => venue,
  path: '/stays/$slug/desk',
  validateSearch: (search: Record<string, unknown>) => given({ day: isoDate(search['day']) }),
  component: lazyPage(() => import('../features/front-desk/components/desk-page.tsx'), 'DeskPage'),
});

const hotelRooms = createRoute({
  getParentRoute: () => venue,
  path: '/stays/$slug/rooms',
  component: lazyPage(() => import('../features/front-desk/components/rooms-page.tsx'), 'RoomsPage'),
});

const rates = createRoute({
  getParentRoute: () => venue,
  path: '/stays/$slug/rates',
  validateSearch: (search: Record<string, unknown>) => given({ from: isoDate(search['from']) }),
  component: lazyPage(() => import('../features/front-desk/components/rates-page.tsx'), 'RatesPage'),
});

const plans = createRoute({
  getParentRoute: () => venue,
  path: '/stays/$slug/policy',
  component: lazyPage(() => import('../features/front-desk/components/plans-page.tsx'), 'PlansPage'),
});

/** What managers of venues do. */
export const venueRoutes = [
  programme,
  sales,
  checkIn,
  newShows,
  halls,
  titles,
  places,
  vouchers,
  webhooks,
  webhook,
  houses,
  desk,
  hotelRooms,
  rates,
  plans,
] as const;
