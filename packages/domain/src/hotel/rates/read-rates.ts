import { DocketError } from '@docket/contracts/errors';
import type { Board } from '@docket/contracts/hotel/stay';
import type { RateNight } from '@docket/contracts/http/rates';
import type { Pool, PoolClient } from '@docket/db/pool';
import { prepare } from '@docket/db/statement';
import { dayNumber, dayOf, todayAt } from '@docket/stay/day';
import { priceNight } from '@docket/stay/night-price';
import { isRefused } from '@docket/stay/refused';
import { putInRooms } from '@docket/stay/rooms';
import type { NightOverride } from '@docket/stay/shapes';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { propertyNotFound } from '../list-offers.ts';
import { readMarket, soldShareOf, type NightsMarket } from '../market.ts';
import { readAllPlansOf, type SaleFacts } from '../sale-facts.ts';

const houseStatement = prepare(
  'rates_house',
  'SELECT p.id, p.slug, p.name, p.currency, p.timezone, p.revision FROM properties p WHERE p.slug = $1',
);
const typesStatement = prepare(
  'rates_types',
  'SELECT t.id, t.name, t.rooms, t.overbooking FROM room_types t WHERE t.property_id = $1 ORDER BY t.position, t.id',
);
const plansStatement = prepare(
  'rates_plans',
  `SELECT r.id, r.room_type_id, r.name, r.board, r.base_minor, r.active, r.rules, r.policy FROM rate_plans r JOIN room_types t ON t.id = r.room_type_id
    WHERE t.property_id = $1 ORDER BY r.position, r.id`,
).rows<{ board: Board; rules: { kind: string; [field: string]: unknown }[]; policy: { [field: string]: unknown } }>();

export type RatesHouse = Awaited<ReturnType<typeof houseStatement>>[number] & {
  /** The day that it is at the place. */
  readonly today: string;
};

/** The property of a slug, for those who set its rates. @throws DocketError unauthenticated, forbidden, property_not_found */
export async function requireRatesHouse(ctx: Ctx, on: Pool | PoolClient, slug: string): Promise<RatesHouse> {
  requireRole(ctx, 'manager', 'admin');
  const [row] = await houseStatement(on, [slug]);
  if (row === undefined) throw propertyNotFound();
  return { ...row, today: todayAt(row.timezone, ctx.clock.now()) };
}

export function planNotFound(): DocketError {
  return new DocketError('plan_not_found', 'There is no such rate plan in this property.');
}

/** Types and plans of a property as they are set, and what their nights have and have left. */
export type Rates = {
  readonly types: Awaited<ReturnType<typeof typesStatement>>;
  readonly plans: Awaited<ReturnType<typeof plansStatement>>;
  readonly factsOf: (planId: string) => SaleFacts | undefined;
  readonly market: NightsMarket;
};

/** @param nights `[from, until)` as numbers */
export async function readRates(
  on: Pool | PoolClient,
  { id, slug }: Pick<RatesHouse, 'id' | 'slug'>,
  nights: { readonly from: number; readonly until: number },
): Promise<Rates> {
  const [types, plans, all] = await Promise.all([
    typesStatement(on, [id]),
    plansStatement(on, [id]),
    readAllPlansOf(on, slug),
  ]);
  const facts = new Map(all.map((each) => [each.plan.id, each]));
  return { types, plans, factsOf: (planId) => facts.get(planId), market: await readMarket(on, all, nights) };
}

const USUAL: NightOverride = {
  priceMinor: null,
  closed: false,
  closedToArrival: false,
  closedToDeparture: false,
  minStay: null,
  maxStay: null,
};

/** What a plan has in a night, all of it null or false where that is nothing. */
export function overrideOf(market: NightsMarket, planId: string, night: number): NightOverride {
  return market.overridesOf(planId).get(night) ?? USUAL;
}

/** What two adults pay for one night of a plan, without taxes, as part of its shortest stay; null where the rules come to no price. */
export function guestPrice(
  facts: SaleFacts,
  market: NightsMarket,
  night: number,
  override: NightOverride,
  today: string,
): number | null {
  const { plan, type, property, restrictions } = facts;
  const couple = putInRooms({ adults: Math.min(2, type.maxAdults), childAges: [], rooms: 1 }, type)?.[0];
  if (couple === undefined) return null;
  const price = priceNight(
    {
      night,
      baseMinor: override.priceMinor ?? plan.baseMinor,
      rules: plan.rules,
      leadDays: Math.max(0, night - dayNumber(today)),
      nights: override.minStay ?? restrictions.minStay ?? 1,
      soldShare: soldShareOf(type.rooms, market.roomsOf(type.id, night)),
      type,
      childFreeAge: property.childFreeAge,
    },
    couple,
  );
  return isRefused(price) ? null : price.priceMinor;
}

/** A night of a plan as the calendar of rates shows it. */
export function toRateNight(
  facts: SaleFacts,
  market: NightsMarket,
  night: number,
  override: NightOverride,
  today: string,
): RateNight {
  return { night: dayOf(night), ...override, guestMinor: guestPrice(facts, market, night, override, today) };
}

/** @throws DocketError stay_too_long */
export function nightsBetween(from: string, to: string, most: number): { from: number; until: number } {
  const nights = { from: dayNumber(from), until: dayNumber(to) };
  if (nights.until - nights.from > most)
    throw new DocketError('stay_too_long', `Ask for at most ${most} nights at once.`);
  return nights;
}

export function unsound(night: string): DocketError {
  return new DocketError(
    'rate_unsound',
    `The rules come to no price for the night of ${night}: it would be below zero, or beyond all measure. Nothing was changed.`,
  );
}
