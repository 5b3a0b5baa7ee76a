import type { Rule } from '../spine/invariants/rule.ts';

/** What the steps of a passenger add up to, times how many there are, of all kinds, as JSON of `flightPrice`. */
export const derivedFlightMinor = (price: string): string => `
  (SELECT coalesce(sum((p ->> 'count')::bigint * (s ->> 'amountMinor')::bigint), 0)
     FROM jsonb_array_elements(${price} -> 'passengers') p, jsonb_array_elements(p -> 'steps') s WHERE NOT (s ->> 'included')::boolean)`;

export const flightRules: readonly Rule[] = [
  {
    name: 'cabins are on sale',
    checks: 'every cabin of a dated flight is a pool with a counter of its seats and one for each of its buckets',
    violations: `
      SELECT c.id AS cabin, c.flight_id AS flight FROM flight_cabins c
       WHERE ARRAY(SELECT k.capacity FROM pool_counters k WHERE k.pool_id = c.id ORDER BY k.unit) <> array_prepend(c.seats::int, c.bucket_seats)
          OR NOT EXISTS (SELECT FROM reservation_pools p WHERE p.id = c.id AND p.kind = 'counters' AND p.unit_capacity IS NULL)`,
  },
  {
    name: 'buckets add up to their cabin',
    checks: 'of a cabin is held and sold what is held and sold of all of its buckets together',
    violations: `
      SELECT c.id AS cabin, sum(k.held + k.sold) FILTER (WHERE k.unit = 0) AS cabin_taken, sum(k.held + k.sold) FILTER (WHERE k.unit > 0) AS buckets_taken
        FROM flight_cabins c JOIN pool_counters k ON k.pool_id = c.id GROUP BY c.id
      HAVING coalesce(sum(k.held) FILTER (WHERE k.unit = 0), 0) <> coalesce(sum(k.held) FILTER (WHERE k.unit > 0), 0)
          OR coalesce(sum(k.sold) FILTER (WHERE k.unit = 0), 0) <> coalesce(sum(k.sold) FILTER (WHERE k.unit > 0), 0)`,
  },
  {
    name: 'flight quotes add up',
    checks: 'a quote of flights costs what the steps of its passengers add up to',
    violations: `SELECT q.id AS quote, q.total_minor FROM flight_quotes q WHERE q.total_minor <> ${derivedFlightMinor('q.price')}`,
  },
];
