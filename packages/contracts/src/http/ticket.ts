import { z } from 'zod';
import { instant } from '../time/instant.ts';
import { MANAGERS } from '../access.ts';
import { PAYLOAD_MAX } from '../ticket/payload.ts';
import { seatName } from '../catalog/seat.ts';
import { bookingDetail } from './booking.ts';
import { route, timestamp, uuid } from './route.ts';

/** Scans one upload may hold. */
export const SCANS_MAX = 200;

/** `VOID` when the booking was taken back or the show cancelled. */
export const ticketState = z.enum(['VALID', 'VOID']);

/** When somebody came in, and through which gate if that was said. */
export const entry = z.object({ at: timestamp, gate: z.string().nullable() });

export const ticket = z.object({
  ticketId: uuid,
  /** For typing, ten letters and digits; `printNumber` groups them. */
  number: z.string(),
  /** Label. */
  seat: z.string(),
  /** The same for people. */
  named: seatName,
  zone: z.string(),
  state: ticketState,
  /** For the QR code; docs/tickets.md says how it is made up. */
  payload: z.string(),
  /** Null until the ticket is used. */
  used: entry.nullable(),
});
export type Ticket = z.infer<typeof ticket>;

export const bookingTickets = z.object({
  bookingId: uuid,
  showId: uuid,
  /** Name of the account that booked. */
  holder: z.string(),
  show: bookingDetail.shape.show,
  tickets: z.array(ticket),
});
export type BookingTickets = z.infer<typeof bookingTickets>;

/** A public key (RFC 8037). */
export const ticketKey = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  alg: z.literal('EdDSA'),
  use: z.literal('sig'),
  kid: z.string(),
  x: z.string(),
});
export type TicketKey = z.infer<typeof ticketKey>;

export const scanReason = z.enum([
  'forged',
  'unknown',
  'other_show',
  'void',
  'not_yet_open',
  'show_over',
  'already_used',
  'nonce_reused',
]);
export type ScanReason = z.infer<typeof scanReason>;

export const scan = z
  .object({
    /** As the QR code holds it. */
    payload: z.string().min(1).max(PAYLOAD_MAX).optional(),
    /** Instead of the payload: as somebody typed it. */
    ticketNumber: z.string().min(1).max(40).optional(),
    /** Made up by the scanner, once per scan: sending it again is the same scan and gets the same answer. */
    nonce: z.string().min(8).max(64),
    /** When it was scanned, for what is sent later; the server's time without it. */
    scannedAt: instant.optional(),
    gate: z.string().trim().min(1).max(40).optional(),
  })
  .refine((given) => (given.payload === undefined) !== (given.ticketNumber === undefined), {
    message: 'send either payload or ticketNumber',
  });
export type Scan = z.infer<typeof scan>;

export const scanResult = z.object({
  nonce: z.string(),
  outcome: z.enum(['admitted', 'refused']),
  /** Null when admitted. */
  reason: scanReason.nullable(),
  /** Null for what is not a ticket of this show. */
  ticket: z
    .object({ ticketId: uuid, number: z.string(), seat: z.string(), zone: z.string(), holder: z.string() })
    .nullable(),
  /** The entry this ticket was used for, by this scan or an earlier one. */
  entry: entry.nullable(),
});
export type ScanResult = z.infer<typeof scanResult>;

const params = z.object({ id: uuid });

export const getBookingTickets = route({
  method: 'GET',
  path: '/bookings/:id/tickets',
  access: { owner: 'booking', or: ['admin'] },
  status: 200,
  summary: 'The tickets of a confirmed booking of the caller’s, one for each seat',
  params,
  response: bookingTickets,
  errors: ['unauthenticated', 'booking_not_found', 'booking_not_confirmed'],
});

export const getTicketKeys = route({
  method: 'GET',
  path: '/tickets/keys',
  access: 'public',
  status: 200,
  summary: 'Public keys that tickets are signed with (JWK Set), so that a scanner can check them without a connection',
  response: z.object({ keys: z.array(ticketKey) }),
  errors: [],
});

export const checkIn = route({
  method: 'POST',
  path: '/shows/:id/check-ins',
  access: MANAGERS,
  status: 200,
  idempotent: 'body',
  summary: 'Let in whoever has this ticket, once. The same `nonce` again is the same scan',
  params,
  body: scan,
  example: { ticketNumber: 'K7F2M-9XQ4T', nonce: '0190a0a0-0000-7000-8000-000000000002', gate: 'North' },
  response: scanResult,
  errors: [
    'invalid_request',
    'unauthenticated',
    'forbidden',
    'show_not_found',
    'ticket_forged',
    'ticket_unknown',
    'ticket_other_show',
    'ticket_void',
    'doors_not_open',
    'show_over',
    'ticket_used',
    'idempotency_mismatch',
  ],
});

export const checkInBatch = route({
  method: 'POST',
  path: '/shows/:id/check-ins/batch',
  access: MANAGERS,
  status: 200,
  idempotent: 'body',
  summary:
    'Scans that were kept while there was no connection, or one. Each counts by itself, the earliest first; answers are in the order of the scans',
  params,
  body: z.object({ scans: z.array(scan).min(1).max(SCANS_MAX) }),
  example: {
    scans: [
      {
        ticketNumber: 'K7F2M-9XQ4T',
        nonce: '0190a0a0-0000-7000-8000-000000000002',
        scannedAt: '2027-01-31T18:55:00Z',
        gate: 'North',
      },
    ],
  },
  response: z.object({ data: z.array(scanResult) }),
  errors: ['invalid_request', 'unauthenticated', 'forbidden', 'show_not_found'],
});

export const checkInCounts = z.object({
  showId: uuid,
  /** Tickets that are good. */
  sold: z.int(),
  admitted: z.int(),
  /** Scans that were refused, by reason. */
  refused: z.array(z.object({ reason: scanReason, scans: z.int() })),
  gates: z.array(z.object({ gate: z.string().nullable(), admitted: z.int() })),
  /** Tickets are taken from then until the show ends. */
  doorsOpenAt: timestamp,
});
export type CheckInCounts = z.infer<typeof checkInCounts>;

export const getCheckIns = route({
  method: 'GET',
  path: '/shows/:id/check-ins',
  access: MANAGERS,
  status: 200,
  summary: 'How many tickets of a show were sold and used',
  params,
  response: checkInCounts,
  errors: ['unauthenticated', 'forbidden', 'show_not_found'],
});
