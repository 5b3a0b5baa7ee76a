import { createRoute } from '@tanstack/react-router';
import { given } from '../lib/given.ts';
import { lazyPage } from '../lib/lazy-page.ts';
import { root } from './root.ts';
import { isoDate, oneOf, text, texts } from './search.ts';

type Search = Record<string, unknown>;

/** Who stays and when; what it means the pages know. */
const stayFields = (search: Search) => ({
  arrival: isoDate(search['arrival']),
  departure: isoDate(search['departure']),
  adults: text(search['adults']),
  children: text(search['children']),
  rooms: text(search['rooms']),
});

const stays = createRoute({
  getParentRoute: () => root,
  path: '/stays',
  component: lazyPage(() => import('../features/hotel/components/stays-page.tsx'), 'StaysPage'),
});

const results = createRoute({
  getParentRoute: () => root,
  path: '/stays/search',
  validateSearch: (search: Search) => {
    const areas = texts(search['areas']);
    return given({
      place: text(search['place']),
      box: text(search['box']),
      ...stayFields(search),
      q: text(search['q']),
      stars: text(search['stars']),
      kinds: text(search['kinds']),
      amenities: text(search['amenities']),
      areas: areas.length === 0 ? undefined : areas,
      boards: text(search['boards']),
      free: oneOf(['1'], search['free']),
      min: text(search['min']),
      max: text(search['max']),
      sort: text(search['sort']),
      view: oneOf(['map'], search['view']),
    });
  },
  component: lazyPage(() => import('../features/hotel/components/results-page.tsx'), 'ResultsPage'),
});

const property = createRoute({
  getParentRoute: () => root,
  path: '/stays/$slug',
  validateSearch: (search: Search) => given({ ...stayFields(search), plan: text(search['plan']) }),
  component: lazyPage(() => import('../features/hotel/components/property-page.tsx'), 'PropertyPage'),
});

const stayCheckout = createRoute({
  getParentRoute: () => root,
  path: '/stays/checkout/$quoteId',
  component: lazyPage(() => import('../features/trip/components/stay-checkout-page.tsx'), 'StayCheckoutPage'),
});

const trips = createRoute({
  getParentRoute: () => root,
  path: '/trips',
  validateSearch: (search: Search) => given({ when: oneOf(['upcoming', 'past'], search['when']) }),
  component: lazyPage(() => import('../features/trip/components/trip-list-page.tsx'), 'TripListPage'),
});

const trip = createRoute({
  getParentRoute: () => root,
  path: '/trips/$id',
  component: lazyPage(() => import('../features/trip/components/trip-page.tsx'), 'TripPage'),
});

const tripCheckout = createRoute({
  getParentRoute: () => root,
  path: '/trips/$id/pay',
  component: lazyPage(() => import('../features/checkout/components/trip-checkout-page.tsx'), 'TripCheckoutPage'),
});

/** Places to stay, and trips. */
export const travelRoutes = [stays, results, property, stayCheckout, trips, trip, tripCheckout] as const;
