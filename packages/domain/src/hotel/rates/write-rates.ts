import { DocketError } from '@docket/contracts/errors';
import type { writeRates as contract } from '@docket/contracts/http/rates';
import type { RouteBody, RouteParams, RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { dayNumber } from '@docket/stay/day';
import type { Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { invalidFields } from '../../spine/invalid.ts';
import { isSame } from './preview-rates.ts';
import { guestPrice, overrideOf, planNotFound, readRates, requireRatesHouse, unsound } from './read-rates.ts';

const lockStatement = prepare('rates_house_lock', 'SELECT p.id FROM properties p WHERE p.slug = $1 FOR NO KEY UPDATE');
/** Nights that have nothing other than usual have no row. */
const writeStatement = prepare(
  'rates_write',
  `WITH w AS MATERIALIZED (
     SELECT * FROM unnest($2::uuid[], $3::int[], $4::int[], $5::boolean[], $6::boolean[], $7::boolean[], $8::int[], $9::int[])
       AS w(plan_id, night, price_minor, closed, closed_to_arrival, closed_to_departure, min_stay, max_stay)),
   gone AS (
     DELETE FROM rate_plan_nights n USING w WHERE n.plan_id = w.plan_id AND n.night = w.night
        AND w.price_minor IS NULL AND NOT w.closed AND NOT w.closed_to_arrival AND NOT w.closed_to_departure AND w.min_stay IS NULL AND w.max_stay IS NULL),
   put AS (
     INSERT INTO rate_plan_nights (plan_id, night, price_minor, closed, closed_to_arrival, closed_to_departure, min_stay, max_stay)
     SELECT w.plan_id, w.night, w.price_minor, w.closed, w.closed_to_arrival, w.closed_to_departure, w.min_stay, w.max_stay FROM w
      WHERE w.price_minor IS NOT NULL OR w.closed OR w.closed_to_arrival OR w.closed_to_departure OR w.min_stay IS NOT NULL OR w.max_stay IS NOT NULL
     ON CONFLICT (plan_id, night) DO UPDATE SET price_minor = excluded.price_minor, closed = excluded.closed, closed_to_arrival = excluded.closed_to_arrival,
            closed_to_departure = excluded.closed_to_departure, min_stay = excluded.min_stay, max_stay = excluded.max_stay)
   UPDATE properties p SET revision = p.revision + 1 WHERE p.id = $1 RETURNING p.revision`,
);

/**
 * Writes nights of plans as they are to be, with one statement, and raises the revision of the property, which whoever searches follows.
 * @param input.revision of the property when its rates were read: what somebody else has written since is not overwritten. Where all is as wanted already, nothing is changed and nobody refused
 * @throws DocketError forbidden, property_not_found, plan_not_found, rates_changed, rate_unsound, invalid_request
 */
export async function writeRates(
  ctx: Ctx,
  input: RouteParams<typeof contract> & RouteBody<typeof contract>,
): Promise<RouteResponse<typeof contract>> {
  const cells = input.cells.map((cell) => ({ ...cell, number: dayNumber(cell.night) }));
  const strange = cells.findIndex(({ minStay, maxStay }) => minStay !== null && maxStay !== null && maxStay < minStay);
  if (strange >= 0) throw invalidFields([[`body.cells.${strange}.maxStay`, 'is less than the shortest stay']]);
  if (new Set(cells.map(({ planId, number }) => `${planId} ${number}`)).size < cells.length)
    throw invalidFields([['body.cells', 'a night of a plan is named twice']]);
  const numbers = cells.map(({ number }) => number);
  return change(ctx, async (tx) => {
    await lockStatement(tx.client, [input.slug]);
    const house = await requireRatesHouse(ctx, tx.client, input.slug);
    const range = { from: Math.min(...numbers), until: Math.max(...numbers) + 1 };
    const { factsOf, market } = await readRates(tx.client, house, range);
    const wanted = cells.filter((cell) => {
      if (factsOf(cell.planId) === undefined) throw planNotFound();
      return !isSame(overrideOf(market, cell.planId, cell.number), cell);
    });
    if (wanted.length === 0) return { revision: house.revision, changed: 0 };
    if (house.revision !== input.revision)
      throw new DocketError(
        'rates_changed',
        'Somebody has changed this house since you looked; look again, then write.',
      );
    for (const cell of wanted) {
      const facts = factsOf(cell.planId);
      if (facts !== undefined && guestPrice(facts, market, cell.number, cell, house.today) === null)
        throw unsound(cell.night);
    }
    const [row] = await writeStatement(tx.client, [
      house.id,
      wanted.map(({ planId }) => planId),
      wanted.map(({ number }) => number),
      wanted.map(({ priceMinor }) => priceMinor),
      wanted.map(({ closed }) => closed),
      wanted.map(({ closedToArrival }) => closedToArrival),
      wanted.map(({ closedToDeparture }) => closedToDeparture),
      wanted.map(({ minStay }) => minStay),
      wanted.map(({ maxStay }) => maxStay),
    ]);
    return { revision: row?.revision ?? house.revision, changed: wanted.length };
  });
}
