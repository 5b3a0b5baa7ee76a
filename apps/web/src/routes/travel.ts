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

/** From where to where, when, and who flies; what it means the pages know. */
const flightFields = (search: Search) => ({
  from: text(search['from']),
  to: text(search['to']),
  depart: isoDate(search['depart']),
  return: isoDate(search['return']),
  onward: text(search['onward']),
  adults: text(search['adults']),
  children: text(search['children']),
  infants: text(search['infants']),
  cabin: text(search['cabin']),
  chosen: text(search['chosen']),
});

const flights = createRoute({
  getParentRoute: () => root,
  path: '/flights',
  component: lazyPage(() => import('../features/flight/components/flights-page.tsx'), 'FlightsPage'),
});

const flightResults = createRoute({
  getParentRoute: () => root,
  path: '/flights/search',
  validateSearch: (search: Search) =>
    given({
      ...flightFields(search),
      stops: text(search['stops']),
      departs: text(search['departs']),
      arrives: text(search['arrives']),
      airlines: text(search['airlines']),
      longest: text(search['longest']),
      most: text(search['most']),
      sort: text(search['sort']),
    }),
  component: lazyPage(() => import('../features/flight/components/flight-results-page.tsx'), 'FlightResultsPage'),
});

const passengers = createRoute({
  getParentRoute: () => root,
  path: '/flights/passengers',
  validateSearch: (search: Search) => given({ ...flightFields(search), fare: text(search['fare']) }),
  component: lazyPage(() => import('../features/flight/components/passengers-page.tsx'), 'PassengersPage'),
});

const flightCheckout = createRoute({
  getParentRoute: () => root,
  path: '/flights/checkout/$quoteId',
  component: lazyPage(() => import('../features/trip/components/flight-checkout-page.tsx'), 'FlightCheckoutPage'),
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

const flightSeats = createRoute({
  getParentRoute: () => root,
  path: '/trips/$id/seats/$flightId',
  component: lazyPage(() => import('../features/trip/components/flight-seats-page.tsx'), 'FlightSeatsPage'),
});

/** Places to stay, flights, and trips. */
export const travelRoutes = [
  stays,
  results,
  property,
  stayCheckout,
  flights,
  flightResults,
  passengers,
  flightCheckout,
  trips,
  trip,
  tripCheckout,
  flightSeats,
] as const;
