import type { Booking } from '@docket/contracts/http/booking';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../spine/ctx.ts';
import { change } from '../spine/emit.ts';
import { BOOKING_COLUMNS, bookingUpdated, type BookingRow } from './rows.ts';

export type Refusal = {
  readonly id: string;
  readonly reason: NonNullable<Booking['reason']>;
  /** Labels of seats that were free a moment ago, group by group. */
  readonly alternatives: readonly (readonly string[])[];
};

const refuseStatement = prepare(
  'refuse_booking_batch',
  `SELECT ${BOOKING_COLUMNS} FROM refuse_booking_batch($1, $2, $3) b`,
).rows<BookingRow>();

/** Ends bookings that are still QUEUED and tells their users, in one transaction. Those that were decided are left alone. */
export async function refuseBookings(ctx: Ctx, refusals: readonly Refusal[]): Promise<void> {
  if (refusals.length === 0) return;
  await change(ctx, async (tx) => {
    const refused = await refuseStatement(tx.client, [
      refusals.map(({ id }) => id),
      refusals.map(({ reason }) => reason),
      refusals.map(({ alternatives }) => JSON.stringify(alternatives)),
    ]);
    tx.emit(...refused.map(bookingUpdated));
  });
}
