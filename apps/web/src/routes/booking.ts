import { titleKind } from '@docket/contracts/http/title';
import { createRoute } from '@tanstack/react-router';
import { given } from '../lib/given.ts';
import { lazyPage } from '../lib/lazy-page.ts';
import { root } from './root.ts';
import { isoDate, oneOf, text } from './search.ts';

const shows = createRoute({
  getParentRoute: () => root,
  path: '/shows',
  validateSearch: (search: Record<string, unknown>) =>
    given({
      city: text(search['city']),
      q: text(search['q']),
      date: isoDate(search['date']),
      kind: oneOf(titleKind.options, search['kind']),
    }),
  component: lazyPage(() => import('../features/catalog/components/show-list-page.tsx'), 'ShowListPage'),
});

const title = createRoute({
  getParentRoute: () => root,
  path: '/titles/$slug',
  validateSearch: (search: Record<string, unknown>) =>
    given({ city: text(search['city']), date: isoDate(search['date']) }),
  component: lazyPage(() => import('../features/catalog/components/title-page.tsx'), 'TitlePage'),
});

const show = createRoute({
  getParentRoute: () => root,
  path: '/shows/$id',
  validateSearch: (search: Record<string, unknown>) =>
    given({ seats: text(search['seats']), places: text(search['places']) }),
  component: lazyPage(() => import('../features/seats/components/show-page.tsx'), 'ShowPage'),
});

const room = createRoute({
  getParentRoute: () => root,
  path: '/shows/$id/room',
  component: lazyPage(() => import('../features/waiting-room/components/room-page.tsx'), 'RoomPage'),
});

const draw = createRoute({
  getParentRoute: () => root,
  path: '/shows/$id/draw',
  component: lazyPage(() => import('../features/waiting-room/components/draw-page.tsx'), 'DrawPage'),
});

const bookings = createRoute({
  getParentRoute: () => root,
  path: '/bookings',
  validateSearch: (search: Record<string, unknown>) => given({ when: oneOf(['upcoming', 'past'], search['when']) }),
  component: lazyPage(() => import('../features/booking/components/booking-list-page.tsx'), 'BookingListPage'),
});

const booking = createRoute({
  getParentRoute: () => root,
  path: '/bookings/$id',
  component: lazyPage(() => import('../features/booking/components/booking-page.tsx'), 'BookingPage'),
});

const tickets = createRoute({
  getParentRoute: () => root,
  path: '/bookings/$id/tickets',
  component: lazyPage(() => import('../features/ticket/components/ticket-page.tsx'), 'TicketPage'),
});

const wallet = createRoute({
  getParentRoute: () => root,
  path: '/tickets',
  component: lazyPage(() => import('../features/ticket/components/wallet-page.tsx'), 'WalletPage'),
});

/** Shows, the way to seats, and tickets. */
export const bookingRoutes = [shows, title, show, room, draw, bookings, booking, tickets, wallet] as const;
