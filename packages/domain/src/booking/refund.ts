import { prepare } from '@docket/db/statement';
import { refundSubject } from '../payment/refund/create.ts';
import type { Ctx } from '../spine/ctx.ts';
import { change, type Tx } from '../spine/emit.ts';
import type { BookingRow } from './rows.ts';

/** Refunds that are made in the transaction that takes bookings back; more of them are owed as jobs, so that a show with thousands of buyers ends at once. */
const AT_ONCE = 5;
const PER_JOB = 50;

type Owing = Pick<BookingRow, 'id' | 'paid_by' | 'refund_percent' | 'reason'>;

function owes({ paid_by: paidBy, refund_percent: percent }: Owing): boolean {
  return paidBy !== null && percent !== null && percent > 0;
}

/** Once for each booking and reason, however often it is asked for. */
async function refund(tx: Tx, { id, refund_percent: percent, reason }: Owing): Promise<void> {
  const why = reason === 'show_cancelled' || reason === 'show_moved' ? reason : 'booking_cancelled';
  await refundSubject(tx, { kind: 'booking', subjectId: id, share: percent ?? 0, reason: why });
}

/** Owes what goes back for bookings that were just taken back, in the transaction that does it: their rows say how much. */
export async function oweRefunds(tx: Tx, bookings: readonly Owing[]): Promise<void> {
  const owing = bookings.filter(owes);
  if (owing.length <= AT_ONCE) {
    for (const booking of owing) await refund(tx, booking);
    return;
  }
  for (let at = 0; at < owing.length; at += PER_JOB)
    tx.enqueue({ name: 'booking.refund', payload: { bookingIds: owing.slice(at, at + PER_JOB).map(({ id }) => id) } });
}

const owingStatement = prepare(
  'booking_owing_lock',
  'SELECT b.id, b.paid_by, b.refund_percent, b.reason FROM bookings b WHERE b.id = $1 FOR UPDATE',
).rows<Owing>();

/** Refunds bookings that were taken back, each in a transaction of its own, so that one that fails leaves those before it done. Done before, it changes nothing. */
export async function refundBookings(ctx: Ctx, input: { readonly bookingIds: readonly string[] }): Promise<void> {
  for (const id of input.bookingIds)
    await change(ctx, async (tx) => {
      const [booking] = await owingStatement(tx.client, [id]);
      if (booking !== undefined && owes(booking)) await refund(tx, booking);
    });
}
