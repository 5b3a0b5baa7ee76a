import { z } from 'zod';
import { route, timestamp, uuid } from './route.ts';

/** Seat number and version of its state. */
export const seatVersion = z.tuple([z.int(), z.int()]);
export type SeatVersion = z.infer<typeof seatVersion>;

/** Seats by what they are now. A seat that is named nowhere is free and always was. */
export const seatStates = {
  held: z.array(seatVersion),
  free: z.array(seatVersion),
  sold: z.array(seatVersion),
};

export const showSeats = z.object({
  showId: uuid,
  /** Seats are numbered 1 to `capacity`. */
  capacity: z.int(),
  /** How many of them are free. */
  freeCount: z.int(),
  ...seatStates,
  /** Channel of the changes, and a place in it that lies before this snapshot: whoever recovers from there misses nothing. Null while Redis is away. */
  channel: z.string(),
  position: z.object({ epoch: z.string(), offset: z.int() }).nullable(),
  at: timestamp,
});
export type ShowSeats = z.infer<typeof showSeats>;

export const getShowSeats = route({
  method: 'GET',
  path: '/shows/:id/seats',
  access: 'public',
  status: 200,
  summary:
    'Which seats of a show are held and sold now. Changes come on the channel `show:<id>`; of two states of a seat the one with the higher version counts',
  params: z.object({ id: uuid }),
  response: showSeats,
  errors: ['show_not_found'],
});
