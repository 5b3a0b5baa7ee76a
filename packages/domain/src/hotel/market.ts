import type { Pool, PoolClient } from '@docket/db/pool';
import { prepare } from '@docket/db/statement';
import type { NightOverrides } from '@docket/stay/shapes';
import { readCounters, type CounterState } from '../reservation/counter-states.ts';
import type { SaleFacts } from './sale-facts.ts';

const overridesStatement = prepare(
  'rate_plan_nights_between',
  `SELECT n.plan_id, n.night, n.price_minor, n.closed, n.closed_to_arrival, n.closed_to_departure, n.min_stay, n.max_stay
     FROM rate_plan_nights n WHERE n.plan_id = ANY ($1::uuid[]) AND n.night BETWEEN $2 AND $3`,
);

/** What single nights of plans have other than usual, and how many rooms are left in them. Nights are numbers (`dayNumber`). */
export type NightsMarket = {
  readonly overridesOf: (planId: string) => NightOverrides;
  readonly roomsOf: (roomTypeId: string, night: number) => CounterState;
};

const NONE: NightOverrides = new Map();

/** @param nights `[from, until)`; of plans the night of `until` too, which is the day of departure */
export async function readMarket(
  on: Pool | PoolClient,
  plans: readonly SaleFacts[],
  { from, until }: { readonly from: number; readonly until: number },
): Promise<NightsMarket> {
  const types = [...new Set(plans.map(({ type }) => type.id))];
  const [rows, roomsOf] = await Promise.all([
    overridesStatement(on, [plans.map(({ plan }) => plan.id), from, until]),
    readCounters(on, types, { from, until }),
  ]);
  const overrides = new Map<string, NightOverrides>();
  for (const [planId, nights] of Map.groupBy(rows, (row) => row.plan_id))
    overrides.set(
      planId,
      new Map(
        nights.map((row) => [
          row.night,
          {
            priceMinor: row.price_minor,
            closed: row.closed,
            closedToArrival: row.closed_to_arrival,
            closedToDeparture: row.closed_to_departure,
            minStay: row.min_stay,
            maxStay: row.max_stay,
          },
        ]),
      ),
    );
  return { overridesOf: (planId) => overrides.get(planId) ?? NONE, roomsOf };
}

/** Share of the rooms of a type that is held or sold in a night, 0 to 1. What is overbooked does not make it more than all. */
export function soldShareOf(rooms: number, { capacity, free }: CounterState): number {
  return rooms === 0 ? 1 : Math.min(1, (capacity - free) / rooms);
}
