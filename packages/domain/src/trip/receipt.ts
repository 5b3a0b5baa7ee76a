import { prepare } from '@docket/db/statement';
import type { Ctx } from '../spine/ctx.ts';
import { receiptOfPart } from './parts.ts';
import { titleOf, TRIP_COLUMNS, type TripRow } from './rows.ts';

const tripStatement = prepare('receipt_trip', `SELECT ${TRIP_COLUMNS} FROM trips t WHERE t.id = $1`).rows<TripRow>();

/** What was paid for, in the words of a receipt. @returns null where there is no such trip */
export async function tripReceipt(
  ctx: Ctx,
  subjectId: string,
  amount: (minor: number) => string,
): Promise<{
  readonly title: string;
  readonly details: readonly string[];
  readonly rows: readonly (readonly [what: string, amount: string])[];
} | null> {
  const [trip] = await tripStatement(ctx.db.pool, [subjectId]);
  if (trip === undefined) return null;
  const parts = trip.parts.map((part) => receiptOfPart(part, amount));
  return {
    title: titleOf(trip.parts),
    details: [...parts.map(({ detail }) => detail), `Trip ${trip.reference}, ${trip.guest_name}`],
    rows: parts.flatMap(({ rows }) => rows),
  };
}
