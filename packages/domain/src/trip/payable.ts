import { DocketError } from '@docket/contracts/errors';
import { prepare } from '@docket/db/statement';
import type { Delivery, Owed, Payable } from '../payment/payable.ts';
import { confirm } from '../reservation/confirm.ts';
import { endHolds, release } from '../reservation/end.ts';
import { extend } from '../reservation/extend.ts';
import type { HoldReactions } from '../reservation/subject.ts';
import { attempt } from '../spine/attempt.ts';
import type { Tx } from '../spine/emit.ts';
import { holdParts } from './hold-parts.ts';
import { holdIdsOf, lockTrip, tripNotFound, type LockedTrip } from './lock.ts';
import type { TripReactions } from './reactions.ts';
import { titleOf, TRIP_COLUMNS, tripUpdated, type TripRow } from './rows.ts';
import { setStatus } from './set-status.ts';

/** Beyond the time of a hold nobody has rooms for longer than that, however many attempts are begun, seconds. */
const PAYING_SECONDS_MAX = 1_800;
/** What is held again for money that came late is sold in the same transaction. */
const AGAIN_SECONDS = 60;

const untilStatement = prepare(
  'trip_paying_until',
  'SELECT least($1::timestamptz, coalesce($3::timestamptz, clock_timestamp()) + make_interval(secs => $2)) AS until',
).rows<{ until: Date }>();
const awaitStatement = prepare(
  'trip_awaits_payment',
  `UPDATE trips t SET status = 'AWAITING_PAYMENT', deadline = greatest(t.deadline, $2), extended_at = coalesce(t.extended_at, clock_timestamp()),
          revision = t.revision + 1, updated_at = clock_timestamp()
    WHERE t.id = $1 AND (t.status = 'HELD' OR t.status = 'AWAITING_PAYMENT' AND t.deadline < $2) RETURNING ${TRIP_COLUMNS}`,
).rows<TripRow>();
const paidStatement = prepare(
  'trip_paid',
  `UPDATE trips t SET status = 'CONFIRMED', paid_by = $2, revision = t.revision + 1, updated_at = clock_timestamp()
    WHERE t.id = $1 AND t.status IN ('HELD', 'AWAITING_PAYMENT', 'EXPIRED') RETURNING ${TRIP_COLUMNS}`,
).rows<TripRow>();

type Reactions = HoldReactions & TripReactions;

/** Trips as things that people pay for. @param reactions what others do when a trip is confirmed or what it holds is given back */
export function tripPayable(reactions: () => Reactions): Payable {
  return {
    lock: async (tx, id) => void (await lockTrip(tx, id)),
    begin,
    failed: (tx, id) => failed(tx, id, reactions()),
    paid: (tx, paid) => deliver(tx, paid, reactions()),
  };
}

function expired(): DocketError {
  return new DocketError('trip_expired', 'The deadline has passed; order again if it is still to be had.');
}

/**
 * An attempt to pay for a held trip begins: its parts are kept until `until`, once for each trip and never longer than `PAYING_SECONDS_MAX`; for a slow way to pay for `keepSeconds`
 * from the first attempt on. Its deadline, which its buyer sees, is as long before that as was asked for.
 * @throws DocketError trip_not_found, trip_expired, trip_closed, already_paid
 */
const begin: Payable['begin'] = async (tx, { id, userId, deadline: wanted, until, keepSeconds }): Promise<Owed> => {
  const trip = await lockTrip(tx, id);
  if (trip === undefined || trip.user_id !== userId) throw tripNotFound();
  requirePayable(trip);
  const before = trip.deadline ?? trip.updated_at;
  const mayProlong = trip.extended_at === null || keepSeconds !== undefined;
  const seconds = Math.max(PAYING_SECONDS_MAX, keepSeconds ?? 0);
  const [last] = mayProlong ? await untilStatement(tx.client, [until, seconds, trip.extended_at]) : [];
  // Where it was prolonged before it is only asked whether it still has everything.
  const end = last?.until ?? before;
  for (const holdId of holdIdsOf(trip)) if ((await extend(tx, holdId, end)) === null) throw expired();
  const visible = new Date(end.getTime() - (until.getTime() - wanted.getTime()));
  const deadline = visible < before ? before : visible;
  tx.emit(...(await awaitStatement(tx.client, [id, deadline])).map(tripUpdated));
  return {
    amountMinor: trip.total_minor,
    currency: trip.currency,
    description: `${titleOf(trip.parts)}, trip ${trip.reference}`,
  };
};

function requirePayable(trip: LockedTrip): void {
  switch (trip.status) {
    case 'CONFIRMED':
      throw new DocketError('already_paid', 'This trip is confirmed; there is nothing left to pay.');
    case 'EXPIRED':
      throw expired();
    case 'QUEUED':
    case 'REFUSED':
    case 'CANCELLED':
      throw new DocketError('trip_closed', 'Only a held trip can be paid for.');
    case 'HELD':
    case 'AWAITING_PAYMENT':
      if (trip.ends_at <= trip.now)
        throw new DocketError('trip_closed', 'This trip is over; nothing of it is sold any more.');
      if (trip.deadline === null || trip.deadline <= trip.now) throw expired();
      return;
    default:
      trip.status satisfies never;
  }
}

/**
 * An attempt to pay came to nothing: the trip is held for the time that is left, and another may begin. Without any left it has expired, and what it holds is free. One that does not
 * wait for money is left as it is.
 */
async function failed(tx: Tx, id: string, reactions: HoldReactions): Promise<void> {
  const trip = await lockTrip(tx, id);
  if (trip?.status !== 'AWAITING_PAYMENT' || trip.deadline === null) return;
  let isKept = trip.deadline > trip.now;
  for (const holdId of holdIdsOf(trip)) isKept &&= (await extend(tx, holdId, trip.deadline)) !== null;
  tx.emit(tripUpdated(await setStatus(tx, trip, isKept ? 'HELD' : 'EXPIRED')));
  if (!isKept) await release(tx, holdIdsOf(trip), reactions);
}

const heldBy = ({ holds }: LockedTrip): (string | null)[] => holds.map(({ holdId }) => holdId);

/** The money goes back: `note` says why, to the buyer. */
function refund(reason: Extract<Delivery, { delivered: false }>['reason'], note: string): Delivery {
  return { delivered: false, reason, note };
}

const TOO_LATE = refund(
  'too_late',
  'Your payment came after the deadline, and some of the trip was gone by then. All you paid goes back to where it came from.',
);
const PAID_TWICE = refund('paid_twice', 'This trip was paid for before. This payment goes back to where it came from.');
const GIVEN_UP = refund('trip_cancelled', 'You had given this trip up. All you paid goes back to where it came from.');

/**
 * The money for a trip is there: all of it is confirmed, or the money goes back. What it still has is its buyer's, also past its time; what is gone is taken again, if all of it is
 * to be had. The row is locked, so money, sweeper and buyer are one after the other. Never throws for what a trip has become: money that came is not turned away.
 */
async function deliver(
  tx: Tx,
  { id, paymentId }: { readonly id: string; readonly paymentId: string },
  reactions: Reactions,
): Promise<Delivery> {
  const trip = await lockTrip(tx, id);
  if (trip === undefined) return TOO_LATE;
  switch (trip.status) {
    case 'CONFIRMED':
      return trip.paid_by === paymentId ? { delivered: true, note: null } : PAID_TWICE;
    case 'CANCELLED':
      return GIVEN_UP;
    case 'QUEUED':
    case 'REFUSED':
      return TOO_LATE;
    case 'HELD':
    case 'AWAITING_PAYMENT':
    case 'EXPIRED':
      return buy(tx, trip, paymentId, reactions);
    default:
      return trip.status satisfies never;
  }
}

async function buy(tx: Tx, trip: LockedTrip, paymentId: string, reactions: Reactions): Promise<Delivery> {
  const inTime = trip.status === 'EXPIRED' ? null : await attempt(tx, () => sell(tx, trip, heldBy(trip), paymentId));
  const late = inTime ?? (await buyLate(tx, trip, paymentId, reactions));
  if (late === null) {
    if (trip.status !== 'EXPIRED') tx.emit(tripUpdated(await setStatus(tx, trip, 'EXPIRED')));
    return TOO_LATE;
  }
  await reactions.trips.confirmed(tx, late);
  tx.emit(tripUpdated(late));
  const note = 'Your payment came after the deadline. All of your trip was still free, so it is yours.';
  return { delivered: true, note: inTime === null ? note : null };
}

/**
 * Makes all holds of a trip sales, in the order of locks of the kernel, whatever the order of its parts: two trips that have parts of the same houses may be paid at the same moment.
 * @param holdIds of its parts, in their order
 * @returns null when one of them is not to be had: what was done by then is the caller's to undo
 */
async function sell(
  tx: Tx,
  trip: LockedTrip,
  holdIds: readonly (string | null)[],
  paymentId: string,
): Promise<TripRow | null> {
  const inOrder = trip.holds
    .map(({ poolId, units }, at) => ({ poolId, first: units[0] ?? 0, holdId: holdIds[at] ?? null }))
    .toSorted((a, b) => (a.poolId === b.poolId ? a.first - b.first : a.poolId < b.poolId ? -1 : 1));
  for (const { holdId } of inOrder)
    if (holdId === null || (await confirm(tx.client, holdId, true)) !== 'confirmed') return null;
  const [row] = await paidStatement(tx.client, [trip.id, paymentId]);
  return row ?? null;
}

/** Gives up what a trip still has, and takes all of it anew. One that has begun is not sold. @returns null: some of it is not to be had */
async function buyLate(tx: Tx, trip: LockedTrip, paymentId: string, reactions: HoldReactions): Promise<TripRow | null> {
  const ended = await endHolds(tx.client, holdIdsOf(trip), 'RELEASED');
  const again =
    trip.starts_at <= trip.now
      ? null
      : await attempt(tx, async () => {
          const held = await holdParts(tx, trip, AGAIN_SECONDS);
          return held.outcome === 'held' ? sell(tx, trip, held.holdIds, paymentId) : null;
        });
  if (ended.length > 0) await reactions.holdsEnded(tx, ended);
  return again;
}
