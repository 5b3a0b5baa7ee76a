import { z } from 'zod';
import { cabin, FLIGHT_SEATS_MAX, flightLeg, flightPassenger } from '../flight/flight.ts';
import { route, timestamp, uuid } from './route.ts';

const flightTicket = z.object({
  partId: uuid,
  /** 13 digits, as e-tickets have them, and the check digit that is printed behind them. */
  number: z.string(),
  checkDigit: z.int().min(0).max(6),
  passenger: flightPassenger,
  /** Six letters and digits: under it the carrier finds the booking. */
  locator: z.string(),
});

export const listFlightTickets = route({
  method: 'GET',
  path: '/trips/:id/flight-tickets',
  access: { owner: 'trip' },
  status: 200,
  summary: 'E-tickets of a confirmed trip: one for each passenger of each of its parts with flights',
  params: z.object({ id: uuid }),
  response: z.object({ data: z.array(flightTicket) }),
  errors: ['trip_not_found', 'trip_closed'],
});

/** Check-in opens and closes so many minutes before departure. */
export const CHECK_IN_OPENS_MINUTES = 48 * 60;
export const CHECK_IN_CLOSES_MINUTES = 60;

const boardingPass = z.object({
  partId: uuid,
  ticketNumber: z.string(),
  passenger: flightPassenger.pick({ kind: true, passport: true }),
  leg: flightLeg,
  locator: z.string(),
  cabin,
  /** Row and letter, `12C`; null for infants on a lap. */
  seat: z.string().nullable(),
  /** In the order of check-in of the flight. */
  sequence: z.int(),
  /** What the Aztec code says (IATA Resolution 792, format M). */
  barcode: z.string(),
});
export type BoardingPass = z.infer<typeof boardingPass>;

export const listBoardingPasses = route({
  method: 'GET',
  path: '/trips/:id/boarding-passes',
  access: { owner: 'trip' },
  status: 200,
  summary: 'Boarding passes of a confirmed trip: one for each passenger and flight that is checked in',
  params: z.object({ id: uuid }),
  response: z.object({
    data: z.array(boardingPass),
    meta: z.object({
      /** Flights of the trip, and when each can be checked in. */
      checkIn: z.array(z.object({ flightId: uuid, opensAt: timestamp, closesAt: timestamp, checkedIn: z.boolean() })),
    }),
  }),
  errors: ['trip_not_found', 'trip_closed'],
});

export const checkInFlight = route({
  method: 'POST',
  path: '/trips/:id/check-in',
  access: { owner: 'trip' },
  status: 200,
  idempotent: 'state',
  summary:
    'Check all passengers in for a flight, from 48 hours until one hour before departure; whoever has no seat yet gets one. Repeating it changes nothing',
  params: z.object({ id: uuid }),
  exact: true,
  body: z.object({ flightId: uuid }),
  example: { flightId: '0190a0a0-0000-7000-8000-000000000001' },
  response: z.object({ data: z.array(boardingPass) }),
  errors: ['trip_not_found', 'trip_closed', 'flight_not_found', 'check_in_closed'],
});

const seatOfMap = z.object({
  /** Row and letter. */
  seat: z.string(),
  kind: z.enum(['window', 'middle', 'aisle']),
  exit: z.boolean(),
  free: z.boolean(),
  /** The caller's own passenger who has it, by index; null otherwise. */
  passenger: z.int().nullable(),
});

export const getFlightSeats = route({
  method: 'GET',
  path: '/trips/:id/flights/:flightId/seats',
  access: { owner: 'trip' },
  status: 200,
  summary: 'The seats of the cabin that the passengers of a trip fly in, and which are free',
  params: z.object({ id: uuid, flightId: uuid }),
  response: z.object({
    cabin,
    /** Letters of a row with a space for each aisle: `ABC DEF`. */
    layout: z.string(),
    seats: z.array(seatOfMap),
  }),
  errors: ['trip_not_found', 'trip_closed', 'flight_not_found'],
});

export const chooseFlightSeats = route({
  method: 'PUT',
  path: '/trips/:id/flights/:flightId/seats',
  access: { owner: 'trip' },
  status: 200,
  summary: 'Choose or change the seats of a flight: all of those named, or none. Before check-in closes',
  params: z.object({ id: uuid, flightId: uuid }),
  exact: true,
  body: z.object({
    seats: z
      .array(z.object({ passenger: z.int().min(0), seat: z.string().regex(/^\d{1,3}[A-Z]$/, 'is a seat such as 12C') }))
      .min(1)
      .max(FLIGHT_SEATS_MAX),
  }),
  example: { seats: [{ passenger: 0, seat: '12C' }] },
  response: getFlightSeats.response,
  errors: [
    'trip_not_found',
    'trip_closed',
    'flight_not_found',
    'seat_not_found',
    'seat_taken',
    'seat_choice_refused',
    'check_in_closed',
  ],
});
