import { z } from 'zod';
import { MANAGERS } from '../access.ts';
import { seatName } from '../catalog/seat.ts';
import { booking, BOOKING_SEATS_MAX, seatRef } from './booking.ts';
import { route, timestamp, uuid } from './route.ts';

/** Seats that one request may block. */
export const HOUSE_SEATS_MAX = 500;

/** What the venue keeps back of a show, and until when. */
export const houseWish = z
  .object({
    /** Each by its label, or by section, row and number. */
    seats: z.array(seatRef).max(HOUSE_SEATS_MAX).default([]),
    /** In standing areas. */
    places: z
      .array(z.object({ area: z.string().min(1).max(60), count: z.int().min(1).max(HOUSE_SEATS_MAX) }))
      .max(50)
      .default([]),
    /** For whom, or why: `Press`, `Sight line behind the desk`. */
    reason: z.string().trim().min(1).max(100),
    /** They go on sale so many minutes before the show begins; without it a manager releases them. */
    releaseMinutes: z
      .int()
      .min(0)
      .max(365 * 24 * 60)
      .optional(),
  })
  .refine(({ seats, places }) => seats.length + places.length > 0, {
    path: ['seats'],
    message: 'name a seat, or a standing area and how many places in it',
  });
export type HouseWish = z.infer<typeof houseWish>;

/** A seat by its number in the hall, and as people find it. */
const houseSeat = seatName.extend({ seat: z.int() });

export const houseBlock = z.object({
  blockId: uuid,
  reason: z.string(),
  releaseMinutes: z.int().nullable(),
  /** When that is, as the show is planned now. */
  releaseAt: timestamp.nullable(),
  /** Name of the account that blocked them. */
  blockedBy: z.string(),
  createdAt: timestamp,
  /** Those that are still kept. */
  seats: z.array(houseSeat),
});
export type HouseBlock = z.infer<typeof houseBlock>;

const params = z.object({ id: uuid });
/** Numbers in the hall, as `GET` tells them. */
const numbers = z.array(z.int().min(1).max(1_000_000)).min(1).max(HOUSE_SEATS_MAX);

export const listHouseSeats = route({
  method: 'GET',
  path: '/shows/:id/house-seats',
  access: MANAGERS,
  status: 200,
  summary: 'What the venue keeps back of a show. To everybody else these seats are taken',
  params,
  response: z.object({ data: z.array(houseBlock) }),
  errors: ['unauthenticated', 'forbidden', 'show_not_found'],
});

export const blockHouseSeats = route({
  method: 'POST',
  path: '/shows/:id/house-seats',
  access: MANAGERS,
  status: 201,
  idempotent: true,
  summary:
    'Keep free seats back for the venue: all of them or none. They are offered to nobody until they are released',
  params,
  exact: true,
  body: houseWish,
  example: { seats: ['C12', 'C13'], reason: 'Press', releaseMinutes: 60 },
  response: houseBlock,
  errors: [
    'invalid_request',
    'unauthenticated',
    'forbidden',
    'show_not_found',
    'show_cancelled',
    'show_started',
    'unknown_seat',
    'unknown_area',
    'duplicate_seats',
    'seats_not_free',
  ],
});

export const releaseHouseSeats = route({
  method: 'POST',
  path: '/shows/:id/house-seats/release',
  access: MANAGERS,
  status: 200,
  idempotent: 'state',
  summary:
    'Put house seats on sale; those who wait for seats come first. Numbers that the house does not keep are left alone',
  params,
  exact: true,
  body: z.object({ seats: numbers }),
  example: { seats: [27, 28] },
  response: z.object({ released: z.int() }),
  errors: ['invalid_request', 'unauthenticated', 'forbidden', 'show_not_found'],
});

export const bookHouseSeats = route({
  method: 'POST',
  path: '/shows/:id/house-seats/book',
  access: MANAGERS,
  status: 201,
  idempotent: true,
  summary:
    'Book house seats, for the caller or for an account that is named: a held booking of theirs, to be confirmed like any other. One that comes to nothing gives them back to the house',
  params,
  exact: true,
  body: z.object({
    seats: z.array(z.int().min(1).max(1_000_000)).min(1).max(BOOKING_SEATS_MAX),
    username: z.string().min(1).max(64).optional(),
  }),
  example: { seats: [27], username: 'asha' },
  response: booking,
  errors: [
    'invalid_request',
    'unauthenticated',
    'forbidden',
    'show_not_found',
    'show_cancelled',
    'show_started',
    'user_not_found',
    'not_house_seats',
  ],
});
