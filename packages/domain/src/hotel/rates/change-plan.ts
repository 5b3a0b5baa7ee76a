import type { Board } from '@docket/contracts/hotel/stay';
import {
  RULES_PREVIEW_NIGHTS,
  type changePlan as changeContract,
  type previewRules as previewContract,
} from '@docket/contracts/http/rates';
import type { RouteBody, RouteParams, RouteResponse } from '@docket/contracts/http/route';
import type { Pool, PoolClient } from '@docket/db/pool';
import { prepare } from '@docket/db/statement';
import { dayNumber, dayOf } from '@docket/stay/day';
import { cancellationPolicy, rateRules, type CancellationPolicy, type RateRule } from '@docket/stay/shapes';
import type { z } from 'zod';
import type { Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { invalidFields } from '../../spine/invalid.ts';
import type { SaleFacts } from '../sale-facts.ts';
import {
  guestPrice,
  overrideOf,
  planNotFound,
  readRates,
  requireRatesHouse,
  unsound,
  type Rates,
  type RatesHouse,
} from './read-rates.ts';

const lockStatement = prepare(
  'rates_house_of_plan_lock',
  'SELECT p.id FROM properties p WHERE p.slug = $1 FOR NO KEY UPDATE',
);
const changeStatement = prepare(
  'rate_plan_change',
  `WITH r AS (
     UPDATE rate_plans r SET base_minor = coalesce($3, r.base_minor), rules = coalesce($4::jsonb, r.rules), policy = coalesce($5::jsonb, r.policy), active = coalesce($6, r.active)
      WHERE r.id = $2 RETURNING r.*),
   p AS (UPDATE properties p SET revision = p.revision + 1 WHERE p.id = $1)
   SELECT r.id, r.name, r.board, r.base_minor, r.active, r.rules, r.policy FROM r`,
).rows<{
  id: string;
  name: string;
  board: Board;
  base_minor: number;
  active: boolean;
  rules: { kind: string; [field: string]: unknown }[];
  policy: { [field: string]: unknown };
}>();

type Prices = { readonly night: string; readonly beforeMinor: number | null; readonly afterMinor: number | null };

/** What was sent, by the shapes that prices are made of. @throws DocketError invalid_request with each field */
function parsed<S extends z.ZodType>(schema: S, value: unknown, path: string): z.output<S> {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  throw invalidFields(read.error.issues.map((issue) => [[path, ...issue.path].join('.'), issue.message] as const));
}

type Wish = RouteBody<typeof previewContract>;
type Wanted = { readonly baseMinor?: number; readonly rules?: readonly RateRule[] };

function readWish({ baseMinor, rules }: Wish): Wanted {
  return {
    ...(baseMinor === undefined ? {} : { baseMinor }),
    ...(rules === undefined ? {} : { rules: parsed(rateRules, rules, 'body.rules') }),
  };
}

async function facts(
  on: Pool | PoolClient,
  house: RatesHouse,
  planId: string,
): Promise<{ readonly facts: SaleFacts; readonly market: Rates['market']; readonly first: number }> {
  const first = dayNumber(house.today) + 1;
  const { factsOf, market } = await readRates(on, house, { from: first, until: first + RULES_PREVIEW_NIGHTS });
  const found = factsOf(planId);
  if (found === undefined) throw planNotFound();
  return { facts: found, market, first };
}

function pricesOf(
  house: RatesHouse,
  { facts: found, market, first }: Awaited<ReturnType<typeof facts>>,
  wanted: Wanted,
): Prices[] {
  const after = { ...found, plan: { ...found.plan, ...wanted } };
  return Array.from({ length: RULES_PREVIEW_NIGHTS }, (_, at) => {
    const night = first + at;
    const override = overrideOf(market, found.plan.id, night);
    return {
      night: dayOf(night),
      beforeMinor: guestPrice(found, market, night, override, house.today),
      afterMinor: guestPrice(after, market, night, override, house.today),
    };
  });
}

/**
 * What the nights from tomorrow on cost two adults by the rules of a plan, and would by others. Nothing is changed.
 * @returns null for a night that comes to no price
 * @throws DocketError forbidden, property_not_found, plan_not_found, invalid_request for rules of no known shape
 */
export async function previewRules(
  ctx: Ctx,
  input: RouteParams<typeof previewContract> & Wish,
): Promise<RouteResponse<typeof previewContract>> {
  const house = await requireRatesHouse(ctx, ctx.db.pool, input.slug);
  const wanted = readWish(input);
  const found = await facts(ctx.db.pool, house, input.planId);
  return { currency: house.currency, data: pricesOf(house, found, wanted) };
}

/**
 * Base, rules and terms of a plan; what is left out stays. What was quoted and sold keeps its price and terms.
 * @throws DocketError forbidden, property_not_found, plan_not_found, invalid_request, rate_unsound where one of the next nights would come to no price
 */
export async function changePlan(
  ctx: Ctx,
  input: RouteParams<typeof changeContract> & RouteBody<typeof changeContract>,
): Promise<RouteResponse<typeof changeContract>> {
  const wanted = readWish(input);
  const policy: CancellationPolicy | undefined =
    input.policy === undefined ? undefined : parsed(cancellationPolicy, input.policy, 'body.policy');
  return change(ctx, async (tx) => {
    await lockStatement(tx.client, [input.slug]);
    const house = await requireRatesHouse(ctx, tx.client, input.slug);
    const found = await facts(tx.client, house, input.planId);
    const none = pricesOf(house, found, wanted).find(({ afterMinor }) => afterMinor === null);
    if (none !== undefined) throw unsound(none.night);
    const [row] = await changeStatement(tx.client, [
      house.id,
      input.planId,
      wanted.baseMinor ?? null,
      wanted.rules === undefined ? null : JSON.stringify(wanted.rules),
      policy === undefined ? null : JSON.stringify(policy),
      input.active ?? null,
    ]);
    if (row === undefined) throw planNotFound();
    const { id: planId, name, board, base_minor: baseMinor, active, rules, policy: terms } = row;
    return { planId, name, board, baseMinor, active, rules, policy: terms };
  });
}
