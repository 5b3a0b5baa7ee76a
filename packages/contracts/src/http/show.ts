import { z } from 'zod';
import { calendarDay, clockTime, instant } from '../time/instant.ts';
import { showStatus } from '../catalog/show-status.ts';
import { MANAGERS } from '../access.ts';
import { currencyCode } from '../lists.ts';
import { alone, inOrder } from '../pairs.ts';
import { priceClass, priceClasses, zonePrices } from '../catalog/price-class.ts';
import { refundTerms } from '../catalog/refund-terms.ts';
import { houseWish } from './house-seats.ts';
import { page, pageQuery, route, timestamp, uuid } from './route.ts';
import { titleKind, titleSummary } from './title.ts';

/** Shows one request may add. */
export const SHOWS_PER_REQUEST = 200;
/** Times listed for one title where a day or a title was asked for, and otherwise; `more` says when there are others. */
export const TIMES_PER_TITLE = { chosen: 60, browsing: 15 } as const;
/** Seats one asks for at a time. */
export const BEST_SEATS_MAX = 50;

/** Of ordinary seats, without wheelchair spaces and the seats of those who come along. `few`: less than a tenth of all. */
export const availability = z.enum(['available', 'few', 'sold_out']);
export type Availability = z.infer<typeof availability>;

const times = {
  showId: uuid,
  startsAt: timestamp,
  endsAt: timestamp,
  /** As the clocks of the city show it. */
  localDate: z.iso.date(),
  localTime: z.string(),
  /** How far these clocks are from UTC then, `+02:00`. */
  offset: z.string(),
  /** They are changed on that day: say the offset with the time, for an hour of it may come twice. */
  offsetChanges: z.boolean(),
  saleOpensAt: timestamp,
  /** Buyers come through the waiting room. */
  waitingRoom: z.boolean(),
  currency: z.string().length(3),
  capacity: z.int(),
  /** Seats neither held nor sold, up to a second ago. */
  free: z.int(),
  availability,
};

const place = {
  city: z.object({ slug: z.string(), name: z.string(), timezone: z.string() }),
  venue: z.object({ slug: z.string(), name: z.string() }),
  hall: z.object({ hallId: uuid, name: z.string() }),
};

/** A show in a list. */
export const showTime = z.object({
  ...times,
  ...place,
  /** Of the cheapest zone, minor units. */
  fromPriceMinor: z.int(),
});
export type ShowTime = z.infer<typeof showTime>;

export const titleWithShows = z.object({
  title: titleSummary,
  /** Earliest first. */
  shows: z.array(showTime),
  more: z.boolean(),
});
export type TitleWithShows = z.infer<typeof titleWithShows>;

export const searchShows = route({
  method: 'GET',
  path: '/shows',
  access: 'public',
  status: 200,
  summary: 'What is on: titles with the times of their shows that have not begun',
  query: z.object({
    ...pageQuery,
    /** Slug of a city. */
    city: z.string().max(80).optional(),
    /** Words of the title’s name, language or tags, also their beginnings; accents and small typing mistakes are forgiven. */
    q: z.string().max(100).optional(),
    /** A day of the city, `2026-12-31`; a show at half past midnight is on the day that has just begun. */
    date: calendarDay.optional(),
    /** Slug or id of a title. */
    title: z.string().max(80).optional(),
    /** Slug of a venue. */
    venue: z.string().max(80).optional(),
    kind: titleKind.optional(),
  }),
  response: page(titleWithShows),
  errors: ['invalid_request', 'city_not_found'],
});

export const showZone = z.object({
  zone: z.string(),
  name: z.string(),
  /** Minor units of the show's currency. */
  priceMinor: z.int(),
  seats: z.int(),
});

export const showDetail = z.object({
  ...times,
  city: place.city,
  venue: place.venue.extend({ address: z.string() }),
  hall: place.hall,
  title: titleSummary.extend({ description: z.string() }),
  status: showStatus,
  seatsPerUser: z.int(),
  /** Until when a confirmed booking may be given back, and what then comes back. */
  refund: refundTerms,
  zones: z.array(showZone),
  /** Prices beside the full one; none where everybody pays the same. */
  classes: z.array(priceClass),
});
export type ShowDetail = z.infer<typeof showDetail>;

const params = z.object({ id: uuid });

export const getShow = route({
  method: 'GET',
  path: '/shows/:id',
  access: 'public',
  status: 200,
  summary: 'One show: what, where, when, and what a seat costs',
  params,
  response: showDetail,
  errors: ['show_not_found'],
});

export const getBestSeats = route({
  method: 'GET',
  path: '/shows/:id/best',
  access: 'public',
  status: 200,
  summary: 'The best free seats: side by side if possible, otherwise in as few groups as possible',
  params,
  query: z.object({
    n: z.coerce.number().int().min(1).max(BEST_SEATS_MAX),
    zone: z.string().max(60).optional(),
    /** With a wheelchair space. */
    accessible: z.stringbool().default(false),
  }),
  response: z.object({
    /** Labels; null when fewer than `n` seats that fit are free. */
    seats: z.array(z.string()).nullable(),
    /** The same by groups that sit together. */
    groups: z.array(z.array(z.string())),
    /** Of all of them, minor units of the show's currency. */
    priceMinor: z.int().nullable(),
  }),
  errors: ['invalid_request', 'show_not_found'],
});

const minutes = z
  .int()
  .min(1)
  .max(24 * 60);
const seatsPerUser = z.int().min(1).max(BEST_SEATS_MAX);

export const newShow = z
  .object({
    hallId: uuid,
    /** Slug or id. */
    title: z.string().max(80),
    /** With an offset an instant; without one the time that the city's clocks show, which must exist there. */
    startsAt: clockTime,
    /** Of a time that the clocks show twice, when they are put back: 0 the first, also without it, 1 the second. Otherwise it means nothing. */
    fold: z.union([z.literal(0), z.literal(1)]).optional(),
    /** How long the hall is taken; the title's length without it. */
    minutes: minutes.optional(),
    /** Price of every zone of the hall, minor units. */
    prices: zonePrices,
    /** Prices beside the full one, for children, students, members; with rules. */
    classes: priceClasses.optional(),
    /** ISO 4217. */
    currency: currencyCode,
    seatsPerUser: seatsPerUser.default(10),
    /** Of what was paid; until a day before the start all of it without. */
    refund: refundTerms.optional(),
    /** At once without it. */
    saleOpensAt: instant.optional(),
    waitingRoom: z.boolean().default(false),
    /** Kept back by the venue from the first moment on (`POST /shows/:id/house-seats`). */
    house: z.array(houseWish).max(20).optional(),
  })
  .check(inOrder('saleOpensAt', 'startsAt'));

export const createShows = route({
  method: 'POST',
  path: '/shows',
  access: MANAGERS,
  status: 201,
  idempotent: true,
  summary: 'Put shows on sale, all of them or none',
  exact: true,
  body: z.object({ shows: z.array(newShow).min(1).max(SHOWS_PER_REQUEST) }),
  example: {
    shows: [
      {
        hallId: '0190a0a0-0000-7000-8000-000000000001',
        title: 'night-train',
        startsAt: '2027-01-31T19:30',
        prices: { stalls: 25_000, balcony: 40_000 },
        currency: 'INR',
      },
    ],
  },
  response: z.object({
    shows: z.array(z.object({ showId: uuid, startsAt: timestamp, offset: z.string(), capacity: z.int() })),
  }),
  errors: [
    'invalid_request',
    'unauthenticated',
    'forbidden',
    'hall_not_found',
    'title_not_found',
    'hall_busy',
    'unknown_seat',
    'unknown_area',
    'duplicate_seats',
    'seats_not_free',
  ],
});

export const changeShow = route({
  method: 'PUT',
  path: '/shows/:id',
  access: MANAGERS,
  status: 200,
  summary:
    'Change a show: prices while no seat is held or sold, its sale before it opens; move it to another time, or cancel it for good with all its bookings',
  params,
  exact: true,
  body: z
    .object({
      prices: zonePrices,
      /** All of them anew. */
      classes: priceClasses,
      seatsPerUser,
      /** While no seat is held or sold. */
      refund: refundTerms,
      saleOpensAt: instant,
      waitingRoom: z.boolean(),
      /** Moves the show: its bookings stay, their buyers are told and may give them back. */
      startsAt: instant,
      /** How long the hall is taken; as long as before without it. */
      minutes,
      status: z.literal('CANCELLED'),
    })
    .partial()
    .refine((change) => Object.keys(change).length > 0, 'say what to change')
    .check(inOrder('saleOpensAt', 'startsAt'))
    // A show that does not take place is not moved: one of the two is a mistake.
    .check(alone('status', ['startsAt', 'minutes'])),
  example: { prices: { stalls: 22_000, balcony: 38_000 } },
  response: showDetail,
  errors: [
    'invalid_request',
    'unauthenticated',
    'forbidden',
    'show_not_found',
    'show_cancelled',
    'show_started',
    'show_has_bookings',
    'sale_open',
    'hall_busy',
  ],
});
