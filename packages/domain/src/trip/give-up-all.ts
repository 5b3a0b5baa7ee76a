import { prepare } from '@docket/db/statement';
import type { HoldReactions } from '../reservation/subject.ts';
import type { Tx } from '../spine/emit.ts';
import { giveUp } from './cancel.ts';
import { lockTrip } from './lock.ts';

const OPEN = `('QUEUED', 'HELD', 'AWAITING_PAYMENT')`;
const openStatement = prepare(
  'open_trips_of_user_lock',
  `SELECT t.id FROM trips t WHERE t.user_id = $1 AND t.status IN ${OPEN} ORDER BY t.id FOR UPDATE`,
);

/** Gives up what somebody has ordered and not paid for. Money that comes for it later goes back. */
export async function giveUpTrips(tx: Tx, userId: string, reactions: HoldReactions): Promise<void> {
  for (const { id } of await openStatement(tx.client, [userId])) {
    const trip = await lockTrip(tx, id);
    if (trip !== undefined && ['QUEUED', 'HELD', 'AWAITING_PAYMENT'].includes(trip.status))
      await giveUp(tx, trip, reactions);
  }
}
