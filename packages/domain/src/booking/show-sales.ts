import type { ShowSales } from '@docket/contracts/http/chart';
import { prepare } from '@docket/db/statement';
import { readShowFacts } from '../catalog/show/show-facts.ts';
import { requireRole, type Ctx } from '../spine/ctx.ts';

/** Hours that are told one by one. */
const HOURS = 168;

// Hours begin as the clocks of the show's city have it, also where those are half an hour apart from ours. A booking that is confirmed never
// changes again, so the time of its change is that of the sale.
const salesStatement = prepare(
  'show_sales',
  `SELECT date_trunc('hour', b.updated_at, c.timezone) AS at, sum(cardinality(b.seats))::int AS seats, sum(b.price_minor)::float8 AS takings
     FROM bookings b JOIN shows s ON s.id = b.show_id JOIN cities c ON c.id = s.city_id
    WHERE b.show_id = $1 AND b.status = 'CONFIRMED' GROUP BY 1 ORDER BY 1`,
).rows<{ at: Date; seats: number; takings: number }>();
const currencyStatement = prepare('show_currency', 'SELECT currency FROM shows WHERE id = $1');

/** How a show sells by the hour, over the last week of sales. @throws DocketError `unauthenticated`, `forbidden`, `show_not_found` */
export async function getShowSales(ctx: Ctx, input: { readonly id: string }): Promise<ShowSales> {
  requireRole(ctx, 'manager', 'admin');
  await readShowFacts(ctx, input.id);
  const [rows, [show]] = await Promise.all([
    salesStatement(ctx.db.pool, [input.id]),
    currencyStatement(ctx.db.pool, [input.id]),
  ]);
  const last = rows.at(-1)?.at.getTime() ?? 0;
  const recent = rows.filter(({ at }) => last - at.getTime() < HOURS * 3_600_000);
  const before = rows.slice(0, rows.length - recent.length);
  return {
    currency: show?.currency ?? 'XXX',
    hours: recent.map(({ at, seats, takings }) => ({ at: at.toISOString(), seats, takingsMinor: takings })),
    earlier: {
      seats: before.reduce((sum, { seats }) => sum + seats, 0),
      takingsMinor: before.reduce((sum, { takings }) => sum + takings, 0),
    },
  };
}
