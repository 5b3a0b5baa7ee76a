import { DocketError } from '@docket/contracts/errors';
import type { Booking } from '@docket/contracts/http/booking';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import type { BookingSettings } from '@docket/runtime/settings/booking';
import { endHolds } from '../../reservation/end.ts';
import { hold } from '../../reservation/hold.ts';
import { seats as seatKind } from '../../reservation/kinds/seats.ts';
import { requireRole, requireUser, type CtxWith } from '../../spine/ctx.ts';
import { change, type Tx } from '../../spine/emit.ts';
import { bookHold } from '../book-hold.ts';
import { BOOKING_COLUMNS, toBooking, type BookingRow } from '../rows.ts';
import { tellSeats } from '../tell-seats.ts';
import { lockHouseHolds, notHouseSeats } from './list.ts';
import { lockOpenShow } from './show.ts';

const labelsStatement = prepare(
  'hall_labels_of',
  'SELECT label FROM hall_seats WHERE hall_id = $1 AND seat = ANY ($2::int[]) ORDER BY seat',
);
/**
 * A hold past its time is as good as free to whoever comes next, until the sweeper ends it. Seats of the house are not: the hold ends as any other, and its
 * seats stay closed until they are the house's again.
 */
const closedStatement = prepare(
  'house_seats_stay_closed',
  `UPDATE pool_seats p SET held_until = greatest(p.held_until, coalesce(s.starts_at - make_interval(mins => k.release_minutes), s.ends_at))
     FROM unnest($2::int[], $3::uuid[]) AS u(seat, block_id) JOIN house_blocks k ON k.id = u.block_id JOIN shows s ON s.id = k.show_id
    WHERE p.pool_id = $1 AND p.seat = u.seat AND p.hold_id = $4`,
);
const houseStatement = prepare(
  'booking_of_house',
  `UPDATE bookings b SET house_blocks = $2::uuid[] WHERE b.id = $1 RETURNING ${BOOKING_COLUMNS}`,
).rows<BookingRow>();

/**
 * Makes a held booking of house seats, for the caller or for whom they name; the seats pass over, so that nobody comes in between. What one person may
 * have of a show is a rule for the public and not asked. A booking that comes to nothing gives them back to the house (`return.ts`).
 * @throws DocketError `forbidden`, `show_not_found`, `show_cancelled`, `show_started`, `user_not_found`, `not_house_seats`
 */
export async function bookHouseSeats(
  ctx: CtxWith<BookingSettings>,
  input: { readonly id: string; readonly seats: readonly number[]; readonly username?: string | undefined },
): Promise<Booking> {
  requireRole(ctx, 'manager', 'admin');
  const userId = input.username === undefined ? requireUser(ctx).userId : await userIdOf(ctx, input.username);
  const numbers = [...new Set(input.seats)].toSorted((a, b) => a - b);
  const { id: showId } = input;
  const booked = await change(ctx, async (tx) => {
    const { hallId } = await lockOpenShow(tx, showId);
    const holds = await lockHouseHolds(tx.client, showId, numbers);
    const kept = new Map(holds.map((each) => [each.seat, each.block_id]));
    const missing = numbers.filter((seat) => !kept.has(seat));
    if (missing.length > 0) throw notHouseSeats(missing);
    await endHolds(
      tx.client,
      holds.map(({ id }) => id),
      'RELEASED',
    );
    const bookingId = newId();
    const { holdId, deadline } = await holdAgain(tx, { showId, userId, numbers, bookingId }, ctx.settings.HOLD_SECONDS);
    const blocks = numbers.map((seat) => kept.get(seat) ?? '');
    await closedStatement(tx.client, [showId, numbers, blocks, holdId]);
    const labels = (await labelsStatement(tx.client, [hallId, numbers])).map(({ label }) => label);
    await bookHold(tx, { bookingId, userId, showId, seats: numbers, labels, holdId, deadline });
    const [row] = await houseStatement(tx.client, [bookingId, blocks]);
    await tellSeats(tx, [{ poolId: showId, units: numbers }]);
    if (row === undefined) throw new Error('a booking that was just written is gone');
    return row;
  });
  ctx.log.info({ showId, bookingId: booked.id, seats: numbers.length }, 'house seats booked');
  return toBooking(booked);
}

type Again = {
  readonly showId: string;
  readonly userId: string;
  readonly numbers: readonly number[];
  readonly bookingId: string;
};

/** Their rows are locked by this transaction, so they are free for nobody else. */
async function holdAgain(tx: Tx, { showId, userId, numbers, bookingId }: Again, seconds: number) {
  const [result] = await hold(tx.client, [
    {
      poolId: showId,
      ownerId: userId,
      wanted: seatKind.wanted({ seats: numbers }),
      perOwner: null,
      seconds,
      subject: { kind: 'booking', id: bookingId },
    },
  ]);
  if (result?.outcome !== 'held') throw new Error(`seats that the house gave up were ${result?.outcome}`);
  return { holdId: result.holdId, deadline: result.expiresAt };
}

async function userIdOf(ctx: Pick<CtxWith<BookingSettings>, 'db'>, username: string): Promise<string> {
  const user = await ctx.db.prisma.user.findUnique({ where: { username }, select: { id: true } });
  if (user === null)
    throw new DocketError('user_not_found', `There is no account ${JSON.stringify(username)}.`, {
      fields: [{ path: 'body.username', message: 'there is no such account' }],
    });
  return user.id;
}
