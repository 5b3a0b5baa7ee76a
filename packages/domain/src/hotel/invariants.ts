import type { Rule } from '../spine/invariants/rule.ts';

/** What the steps of a night add up to, and nights and taxes, as JSON of `stayPrice`. */
export const derivedMinor = (price: string): string => `
  (SELECT coalesce(sum((s ->> 'amountMinor')::bigint), 0) FROM jsonb_array_elements(${price} -> 'rooms') r, jsonb_array_elements(r -> 'nights') n, jsonb_array_elements(n -> 'steps') s)
  + (SELECT coalesce(sum((x ->> 'amountMinor')::bigint), 0) FROM jsonb_array_elements(${price} -> 'taxes') x WHERE NOT (x ->> 'included')::boolean)`;

export const hotelRules: readonly Rule[] = [
  {
    name: 'rooms are on sale',
    checks: 'the nights of every room type are a pool of as many pieces as there are rooms and are overbooked',
    violations: `
      SELECT t.id AS room_type, t.rooms, t.overbooking, p.unit_capacity FROM room_types t LEFT JOIN reservation_pools p ON p.id = t.id
       WHERE p.unit_capacity IS DISTINCT FROM t.rooms + t.overbooking`,
  },
  {
    name: 'quotes add up',
    checks: 'a quote costs what the steps of its nights and its taxes add up to',
    violations: `SELECT q.id AS quote, q.total_minor FROM stay_quotes q WHERE q.total_minor <> ${derivedMinor('q.price')}`,
  },
];
