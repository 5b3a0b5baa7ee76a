import type { TripPartKind } from '@docket/contracts/http/trip';
import { prepare } from '@docket/db/statement';
import type { TripSettings } from '@docket/runtime/settings/trip';
import type { Ctx, CtxWith } from '../spine/ctx.ts';
import { change } from '../spine/emit.ts';
import { holdParts } from './hold-parts.ts';
import { lockTrip } from './lock.ts';
import { refusalOfQuotes } from './parts.ts';
import { TRIP_COLUMNS, tripUpdated, type TripRow } from './rows.ts';
import { setStatus } from './set-status.ts';

const heldStatement = prepare(
  'trip_held',
  `UPDATE trips t SET status = 'HELD', deadline = $2, revision = t.revision + 1, updated_at = clock_timestamp() WHERE t.id = $1 AND t.status = 'QUEUED' RETURNING ${TRIP_COLUMNS}`,
).rows<TripRow>();

const quotesStatement = prepare(
  'trip_quotes',
  'SELECT p.kind, p.quote_id FROM trip_parts p WHERE p.trip_id = $1 ORDER BY p.position',
).rows<{ kind: TripPartKind }>();

/**
 * Decides a trip that is QUEUED: holds all of its parts at the prices that were quoted, or refuses it, in one transaction. One that was decided or given up is left alone.
 */
export async function holdTrip(ctx: CtxWith<TripSettings>, input: { readonly tripId: string }): Promise<void> {
  await change(ctx, async (tx) => {
    const trip = await lockTrip(tx, input.tripId);
    if (trip?.status !== 'QUEUED') return;
    const quotes = await quotesStatement(tx.client, [trip.id]);
    const refusal = await refusalOfQuotes(
      tx,
      quotes.map(({ kind, quote_id: quoteId }) => ({ kind, quoteId })),
    );
    const held =
      refusal === null ? await holdParts(tx, trip, ctx.settings.TRIP_HOLD_SECONDS) : ({ outcome: refusal } as const);
    if (held.outcome !== 'held') {
      tx.emit(tripUpdated(await setStatus(tx, trip, 'REFUSED', held.outcome)));
      return;
    }
    const [row] = await heldStatement(tx.client, [trip.id, held.until]);
    if (row === undefined) throw new Error(`the trip ${trip.id} is no longer queued, though it was locked`);
    tx.emit(tripUpdated(row));
  });
}

/** Refuses a trip that could not be decided time and again, and tells its user. One that was decided is left alone. */
export async function refuseUndecidedTrip(ctx: Ctx, input: { readonly tripId: string }): Promise<void> {
  await change(ctx, async (tx) => {
    const trip = await lockTrip(tx, input.tripId);
    if (trip?.status !== 'QUEUED') return;
    tx.emit(tripUpdated(await setStatus(tx, trip, 'REFUSED', 'failed')));
    ctx.log.warn({ tripId: trip.id }, 'a trip that could not be decided was refused');
  });
}
