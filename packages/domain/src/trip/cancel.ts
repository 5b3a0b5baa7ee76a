import { DocketError } from '@docket/contracts/errors';
import { amountIn } from '@docket/contracts/money/amount';
import { prepare } from '@docket/db/statement';
import { refundSubject } from '../payment/refund/create.ts';
import { release, takeBack } from '../reservation/end.ts';
import type { HoldReactions } from '../reservation/subject.ts';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { change, type Tx } from '../spine/emit.ts';
import { holdIdsOf, lockTrip, tripNotFound, type LockedTrip } from './lock.ts';
import { askAbout, partsGivenBack } from './parts.ts';
import type { TripReactions } from './reactions.ts';
import { feeOf, hasBegun, TRIP_COLUMNS, tripUpdated, type TripRow } from './rows.ts';
import { setStatus } from './set-status.ts';

const cancelStatement = prepare(
  'trip_take_back',
  `UPDATE trips t SET status = 'CANCELLED', refund_minor = $2, revision = t.revision + 1, updated_at = clock_timestamp()
    WHERE t.id = $1 AND t.status = 'CONFIRMED' RETURNING ${TRIP_COLUMNS}`,
).rows<TripRow>();

/**
 * Gives up a trip of the caller's that is QUEUED or HELD, or CONFIRMED and not begun; what it has is free at once. Of a confirmed one is kept what its terms say at that moment, by
 * the database's clock, and the rest is owed with it. One that was cancelled stays so.
 * @param input.fee what the caller was shown that it costs, minor units
 * @throws DocketError unauthenticated, trip_not_found, trip_closed (refused or expired), trip_begun, trip_fee_changed, payment_in_progress
 */
export async function cancelTrip(
  ctx: Ctx,
  input: { readonly id: string; readonly fee?: number | undefined },
  reactions: HoldReactions & TripReactions,
): Promise<void> {
  const user = requireUser(ctx);
  await change(ctx, async (tx) => {
    const trip = await lockTrip(tx, input.id);
    if (trip === undefined || trip.user_id !== user.userId) throw tripNotFound();
    switch (trip.status) {
      case 'CANCELLED':
        return;
      case 'CONFIRMED':
        return giveBack(tx, trip, input.fee, reactions);
      case 'AWAITING_PAYMENT':
        // The provider may have the money already; whoever ends the attempt first knows.
        throw new DocketError(
          'payment_in_progress',
          'An attempt to pay for it is under way; give that up first, or wait until it has ended.',
        );
      case 'REFUSED':
      case 'EXPIRED':
        throw new DocketError('trip_closed', 'This trip was refused or has expired; there is nothing to give up.');
      case 'QUEUED':
      case 'HELD':
        return giveUp(tx, trip, reactions);
      default:
        trip.status satisfies never;
    }
  });
}

/** Gives up a trip that is not paid for; what it holds is free. */
export async function giveUp(tx: Tx, trip: LockedTrip, reactions: HoldReactions): Promise<void> {
  tx.emit(tripUpdated(await setStatus(tx, trip, 'CANCELLED')));
  await release(tx, holdIdsOf(trip), reactions);
}

async function giveBack(
  tx: Tx,
  trip: LockedTrip,
  shown: number | undefined,
  reactions: HoldReactions & TripReactions,
): Promise<void> {
  if (hasBegun(trip))
    throw new DocketError(
      'trip_begun',
      `This trip has begun; ask ${trip.parts[0] === undefined ? 'us' : askAbout(trip.parts[0])}.`,
    );
  const fee = Math.min(feeOf(trip.parts, trip.now), trip.total_minor);
  if (shown !== undefined && fee > shown)
    throw new DocketError('trip_fee_changed', `Giving it up costs ${amountIn(trip.currency)(fee)} by now.`);
  const refundMinor = trip.total_minor - fee;
  const [cancelled] = await cancelStatement(tx.client, [trip.id, String(refundMinor)]);
  if (cancelled === undefined) throw new Error(`the trip ${trip.id} is no longer confirmed, though it was locked`);
  await takeBack(tx, holdIdsOf(trip), reactions);
  await partsGivenBack(tx, trip.parts);
  await oweRefund(tx, cancelled);
  await reactions.trips.cancelled(tx, cancelled);
  tx.emit(tripUpdated(cancelled));
}

/** Where nothing is kept all that was paid goes back, with what the way to pay cost; otherwise the price less what is kept. Once for each trip. */
async function oweRefund(
  tx: Tx,
  { id, paid_by: paidBy, refund_minor: refundMinor, total_minor: total }: TripRow,
): Promise<void> {
  if (paidBy === null || refundMinor === null || refundMinor <= 0) return;
  const part = refundMinor === total ? ({ share: 100 } as const) : ({ amountMinor: BigInt(refundMinor) } as const);
  await refundSubject(tx, { kind: 'trip', subjectId: id, ...part, reason: 'trip_cancelled' });
}
