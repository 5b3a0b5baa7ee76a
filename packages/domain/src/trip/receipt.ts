import { prepare } from '@docket/db/statement';
import type { Ctx } from '../spine/ctx.ts';
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
  return {
    title: titleOf(trip.parts),
    details: [
      ...trip.parts.map(
        ({ property, arrival, departure }) => `${property.name}, ${property.address}: ${arrival} to ${departure}`,
      ),
      `Trip ${trip.reference}, ${trip.guest_name}`,
    ],
    rows: trip.parts.flatMap(({ roomType, plan, rooms, price }) => [
      [[roomType, plan, ...(rooms === 1 ? [] : [`${rooms} rooms`])].join(', '), amount(price.roomsMinor)] as const,
      ...price.taxes.filter(({ included }) => !included).map((tax) => [tax.label, amount(tax.amountMinor)] as const),
    ]),
  };
}
