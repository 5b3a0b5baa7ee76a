import { prepare } from '@docket/db/statement';
import { endHolds } from '../reservation/end.ts';
import type { HoldReactions, Subject } from '../reservation/subject.ts';
import { apartIn } from '../spine/apart.ts';
import type { Ctx } from '../spine/ctx.ts';
import { change, type Tx } from '../spine/emit.ts';
import { holdIdsOf, lockTrip, type LockedTrip } from './lock.ts';
import { tripUpdated } from './rows.ts';
import { setStatus } from './set-status.ts';

/** A hold whose trip there is not may end as well: nobody else would end it. */
const lockStatement = prepare(
  'trips_to_expire',
  `WITH locked AS MATERIALIZED (SELECT t.id FROM trips t WHERE t.id = ANY ($1::uuid[]) ORDER BY t.id FOR UPDATE SKIP LOCKED)
   SELECT u.id FROM unnest($1::uuid[]) AS u(id)
    WHERE EXISTS (SELECT FROM locked l WHERE l.id = u.id) OR NOT EXISTS (SELECT FROM trips t WHERE t.id = u.id)`,
).rows<{ id: string }>();

/** A trip one of whose holds ran out is EXPIRED with all of them, and its user told. */
export function tripSubject(reactions: () => HoldReactions): Subject {
  return {
    async lock(tx, ids) {
      return (await lockStatement(tx.client, [ids])).map(({ id }) => id);
    },
    async end(tx, holds) {
      for (const id of new Set(holds.map(({ subject }) => subject.id))) {
        const trip = await lockTrip(tx, id);
        if (trip !== undefined && holds.some(({ holdId }) => holdIdsOf(trip).includes(holdId)))
          await expireTrip(tx, trip, reactions());
      }
    },
  };
}

async function expireTrip(tx: Tx, trip: LockedTrip, reactions: HoldReactions): Promise<void> {
  if (trip.status !== 'HELD' && trip.status !== 'AWAITING_PAYMENT') return;
  tx.emit(tripUpdated(await setStatus(tx, trip, 'EXPIRED')));
  const ended = await endHolds(tx.client, holdIdsOf(trip), 'RELEASED');
  if (ended.length > 0) await reactions.holdsEnded(tx, ended);
}

/** Trips looked at in one turn; more are for the next. */
const BATCH = 100;

const lostStatement = prepare(
  'trips_without_holds',
  `SELECT t.id FROM trips t WHERE t.status IN ('HELD', 'AWAITING_PAYMENT') AND t.deadline <= clock_timestamp() AND t.id <> ALL ($2::uuid[])
      AND EXISTS (SELECT FROM trip_parts p JOIN trip_holds k ON k.part_id = p.id JOIN holds h ON h.id = k.hold_id WHERE p.trip_id = t.id AND h.status <> 'ACTIVE')
    ORDER BY t.deadline LIMIT $1`,
);

const apart = apartIn('trips without holds');

/**
 * Ends trips past their time one of whose holds somebody else has ended: the kernel gives what a hold past its time keeps to whoever is short of it, and then there is no hold
 * left for the sweeper to find.
 * @returns true when there may be more at once
 */
export async function sweepTrips(ctx: Ctx, reactions: HoldReactions): Promise<boolean> {
  const each = apart(ctx);
  const lost = await lostStatement(ctx.db.pool, [BATCH, each.resting()]);
  await each.each(
    lost,
    ({ id }) => id,
    ({ id }) =>
      change(ctx, async (tx) => {
        const trip = await lockTrip(tx, id);
        if (trip !== undefined && trip.deadline !== null && trip.deadline <= trip.now)
          await expireTrip(tx, trip, reactions);
      }),
  );
  return lost.length >= BATCH;
}
