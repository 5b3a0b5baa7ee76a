import { DocketError } from '@docket/contracts/errors';
import { prepare } from '@docket/db/statement';
import type { Owed } from '../../payment/payable.ts';
import { extend } from '../../reservation/extend.ts';
import type { Tx } from '../../spine/emit.ts';
import { bookingNotFound } from '../get.ts';
import { BOOKING_COLUMNS, bookingUpdated, type BookingRow } from '../rows.ts';
import { lockPaidFor, type PaidFor } from './lock.ts';

/** Beyond the time of a hold nobody has seats for longer than that, however many attempts are begun. */
export const PAYING_SECONDS_MAX = 1_800;

const untilStatement = prepare(
  'paying_until',
  'SELECT least($1::timestamptz, coalesce($3::timestamptz, clock_timestamp()) + make_interval(secs => $2)) AS until',
).rows<{ until: Date }>();
const awaitStatement = prepare(
  'booking_awaits_payment',
  `UPDATE bookings b SET status = 'AWAITING_PAYMENT', deadline = greatest(b.deadline, $2), extended_at = coalesce(b.extended_at, clock_timestamp()),
          revision = b.revision + 1, updated_at = clock_timestamp()
    WHERE b.id = $1 AND (b.status = 'HELD' OR b.status = 'AWAITING_PAYMENT' AND b.deadline < $2) RETURNING ${BOOKING_COLUMNS}`,
).rows<BookingRow>();

type Begin = {
  readonly id: string;
  readonly userId: string;
  readonly deadline: Date;
  readonly until: Date;
  readonly keepSeconds?: number | undefined;
};

/**
 * An attempt to pay for a held booking begins: its seats are kept until `until`, once for each booking and never longer than `PAYING_SECONDS_MAX`. Its deadline,
 * which its buyer sees, is as long before that as was asked for. For a slow way to pay they are kept for `keepSeconds` from the first attempt on, however many are begun. One whose attempt came to nothing waits for the next within the same deadline. Whether another attempt is under way is for payments to know.
 * @throws DocketError booking_not_found, booking_expired, booking_closed, already_paid, nothing_to_pay
 */
export async function beginPaying(tx: Tx, { id, userId, deadline: wanted, until, keepSeconds }: Begin): Promise<Owed> {
  const booking = await lockPaidFor(tx, id);
  if (booking === undefined || booking.user_id !== userId) throw bookingNotFound();
  const { price_minor: amountMinor, currency } = booking;
  const holdId = holdToPay(booking);
  if (amountMinor === null || currency === null) throw new Error(`the booking ${id} is held and has no price`);
  if (amountMinor === 0)
    throw new DocketError('nothing_to_pay', 'This booking costs nothing; it only has to be confirmed.');
  const deadline = await keepSeats(tx, booking, holdId, { deadline: wanted, until, keepSeconds });
  tx.emit(...(await awaitStatement(tx.client, [id, deadline])).map(bookingUpdated));
  return { amountMinor, currency, description: `${booking.title}: ${booking.labels.join(' ')}` };
}

/** @returns the hold of a booking that may be paid for now */
function holdToPay(booking: PaidFor): string {
  switch (booking.status) {
    case 'CONFIRMED':
      throw new DocketError('already_paid', 'This booking is confirmed; there is nothing left to pay.');
    case 'EXPIRED':
      throw expired();
    case 'QUEUED':
    case 'REFUSED':
    case 'CANCELLED':
      throw new DocketError('booking_closed', 'Only a held booking can be paid for.');
    case 'HELD':
    case 'AWAITING_PAYMENT':
      if (booking.show_status === 'CANCELLED')
        throw new DocketError('booking_closed', 'This show was cancelled; nothing of it is sold.');
      if (booking.begun)
        throw new DocketError('booking_closed', 'This show has begun; nothing of it is sold any more.');
      if (booking.over !== false || booking.hold_id === null) throw expired();
      return booking.hold_id;
    default:
      return booking.status satisfies never;
  }
}

function expired(): DocketError {
  return new DocketError('booking_expired', 'The deadline has passed; book again if the seats are still free.');
}

/** @returns until when it may be paid for, which is before its seats go */
async function keepSeats(
  tx: Tx,
  booking: PaidFor,
  holdId: string,
  { deadline: wanted, until, keepSeconds }: Pick<Begin, 'deadline' | 'until' | 'keepSeconds'>,
): Promise<Date> {
  const before = booking.deadline ?? booking.updated_at;
  const mayProlong = booking.extended_at === null || keepSeconds !== undefined;
  const seconds = Math.max(PAYING_SECONDS_MAX, keepSeconds ?? 0);
  const [last] = mayProlong ? await untilStatement(tx.client, [until, seconds, booking.extended_at]) : [];
  // Where it was prolonged before it is only asked whether it still has everything.
  const end = last?.until ?? before;
  for (const each of [holdId, ...booking.allowances]) if ((await extend(tx, each, end)) === null) throw expired();
  const deadline = new Date(end.getTime() - (until.getTime() - wanted.getTime()));
  return deadline < before ? before : deadline;
}
