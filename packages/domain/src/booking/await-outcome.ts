import type { Booking } from '@docket/contracts/http/booking';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../spine/ctx.ts';
import { Lookout } from '../spine/lookout.ts';
import { perDb } from '../spine/ttl-cache.ts';
import { BOOKING_COLUMNS, toBooking, type BookingRow } from './rows.ts';

const decidedStatement = prepare(
  'decided_bookings',
  `SELECT ${BOOKING_COLUMNS} FROM bookings b WHERE b.id = ANY ($1::uuid[]) AND b.status <> 'QUEUED'`,
).rows<BookingRow>();

/** Undefined for one that a newer version decided in words this one does not have: who waits for it is told to look later, and nobody else is kept. */
function read(row: BookingRow): Booking | undefined {
  try {
    return toBooking(row);
  } catch {
    return undefined;
  }
}

const lookout = perDb(
  ({ pool }) =>
    new Lookout<Booking>(
      async (ids) => new Map((await decidedStatement(pool, [ids])).map((row) => [row.id, read(row)])),
    ),
);

/** The booking once it is decided; undefined when that takes longer than `seconds`. */
export function awaitOutcome(
  ctx: Pick<Ctx, 'db'>,
  input: { readonly bookingId: string; readonly seconds: number },
): Promise<Booking | undefined> {
  return lookout(ctx.db).wait(input.bookingId, input.seconds * 1_000);
}
