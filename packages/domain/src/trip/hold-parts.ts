import { prepare } from '@docket/db/statement';
import { attempt } from '../spine/attempt.ts';
import type { Tx } from '../spine/emit.ts';
import { hold, type HoldResult } from '../reservation/hold.ts';
import type { LockedTrip } from './lock.ts';

const partsStatement = prepare(
  'trip_parts_held',
  'UPDATE trip_parts p SET hold_id = h.hold_id FROM unnest($1::uuid[], $2::uuid[]) AS h(part_id, hold_id) WHERE p.id = h.part_id',
);

/** All parts are held until the first of them ends, or none is, and why not. */
export type HeldParts =
  | { readonly outcome: 'held'; readonly until: Date; readonly holdIds: readonly string[] }
  | { readonly outcome: 'sold_out' | 'not_offered' };

/** Holds all parts of a trip that is locked, for so many seconds; if one is not to be had, nothing is done. */
export async function holdParts(tx: Tx, trip: LockedTrip, seconds: number): Promise<HeldParts> {
  let refused: HeldParts = { outcome: 'sold_out' };
  const held = await attempt(tx, async () => {
    const results = await hold(
      tx.client,
      trip.holds.map(({ poolId, units, quantity }) => ({
        poolId,
        ownerId: trip.user_id,
        wanted: { units, quantity },
        perOwner: null,
        seconds,
        subject: { kind: 'trip' as const, id: trip.id },
      })),
    );
    const all = results.filter((each): each is Extract<HoldResult, { outcome: 'held' }> => each.outcome === 'held');
    const [first] = all;
    if (first === undefined || all.length < results.length) {
      // A night that is not there any more is another thing than one that is full.
      if (!results.some(({ outcome }) => outcome === 'taken')) refused = { outcome: 'not_offered' };
      return null;
    }
    const holdIds = all.map(({ holdId }) => holdId);
    await partsStatement(tx.client, [trip.holds.map(({ partId }) => partId), holdIds]);
    const until = all.reduce((soonest, { expiresAt }) => (expiresAt < soonest ? expiresAt : soonest), first.expiresAt);
    return { outcome: 'held' as const, until, holdIds };
  });
  return held ?? refused;
}
