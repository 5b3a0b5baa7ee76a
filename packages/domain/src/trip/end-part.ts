import { prepare } from '@docket/db/statement';
import { refundSubject } from '../payment/refund/create.ts';
import { takeBack } from '../reservation/end.ts';
import type { HoldReactions } from '../reservation/subject.ts';
import type { Tx } from '../spine/emit.ts';
import type { LockedTrip } from './lock.ts';
import { TRIP_COLUMNS, tripUpdated, type TripRow } from './rows.ts';

/** What becomes of a part at its place. `ENDED` with `early` and the last two make what is left of it free again. */
export type PartEnd =
  | { readonly state: 'BEGUN' | 'AGREED' }
  | { readonly state: 'ENDED'; readonly early: boolean }
  /** @param feeMinor what is kept of its price, minor units; no more than that */
  | { readonly state: 'NO_SHOW' | 'WALKED'; readonly feeMinor: number };

const partStatement = prepare(
  'trip_part_state',
  `UPDATE trip_parts p SET state = $2, refund_minor = CASE WHEN $3::bigint IS NULL THEN NULL ELSE greatest(0, p.price_minor - $3) END
    WHERE p.id = $1 AND p.state IN ('AGREED', 'BEGUN') RETURNING p.refund_minor::float8 AS refund_minor`,
).rows<{ refund_minor: number | null }>();
const touchStatement = prepare(
  'trip_touched',
  `UPDATE trips t SET revision = t.revision + 1, updated_at = clock_timestamp() WHERE t.id = $1 AND t.status = 'CONFIRMED' RETURNING ${TRIP_COLUMNS}`,
).rows<TripRow>();

/**
 * Says what became of a part of a confirmed trip that is locked, gives back what is left of it, and owes what of its price goes back: for `WALKED` by our fault and for `NO_SHOW` by the terms.
 * Its buyer is told. A part that has come to an end stays as it is.
 * @returns what goes back, minor units; undefined where it had ended
 */
export async function setPart(
  tx: Tx,
  trip: LockedTrip,
  partId: string,
  end: PartEnd,
  reactions: HoldReactions,
): Promise<number | undefined> {
  const feeMinor = 'feeMinor' in end ? String(end.feeMinor) : null;
  const [part] = await partStatement(tx.client, [partId, end.state, feeMinor]);
  if (part === undefined) return undefined;
  const isFree = 'feeMinor' in end || ('early' in end && end.early);
  const held = trip.holds.flatMap((each) => (each.partId === partId && each.holdId !== null ? [each.holdId] : []));
  if (isFree && held.length > 0) await takeBack(tx, held, reactions);
  const refundMinor = part.refund_minor ?? 0;
  if (refundMinor > 0)
    await refundSubject(tx, {
      kind: 'trip',
      subjectId: trip.id,
      // All of what was paid goes back with what the way to pay cost, as when a trip is given up for nothing.
      ...(refundMinor === trip.total_minor
        ? ({ share: 100 } as const)
        : ({ amountMinor: BigInt(refundMinor) } as const)),
      reason: end.state === 'WALKED' ? 'stay_walked' : 'stay_not_come',
      cause: `part:${partId}`,
    });
  const [row] = await touchStatement(tx.client, [trip.id]);
  if (row === undefined) throw new Error(`the trip ${trip.id} is no longer confirmed, though it was locked`);
  tx.emit(tripUpdated(row));
  return refundMinor;
}
