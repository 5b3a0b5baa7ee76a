import type { z } from 'zod';
import type { Board, PropertyKind } from '@docket/contracts/hotel/stay';
import { isTimeZone } from '@docket/contracts/lists';
import { prepare } from '@docket/db/statement';
import { quickRules, type QuickRules } from '@docket/stay/quick';
import {
  cancellationPolicy,
  rateRules,
  restrictions,
  taxRules,
  type CancellationPolicy,
  type NightOverride,
  type NightOverrides,
  type Restrictions,
  type TaxRule,
} from '@docket/stay/shapes';
import { RATED_CURRENCIES } from '@docket/world/rates';
import { slugOf } from '@docket/world/slug';
import type { Ctx } from '../../spine/ctx.ts';
import { amenityBits, type IndexedPlace, type IndexedPlan, type IndexedProperty, type IndexedType } from './indexed.ts';

type Reader = Pick<Ctx, 'db' | 'log'>;

const placesStatement = prepare(
  'hotel_index_places',
  'SELECT p.id, p.slug, p.name, p.country, p.timezone, p.lat, p.lon FROM places p',
);
const idsStatement = prepare(
  'hotel_index_ids',
  `SELECT p.id FROM properties p WHERE p.id > $1 AND p.status = 'OPEN' ORDER BY p.id LIMIT $2`,
);
const propertiesStatement = prepare(
  'hotel_index_properties',
  `SELECT p.id, p.slug, p.place_id, p.name, p.kind, p.stars, p.area, p.lat, p.lon, p.timezone, p.currency, p.amenities, p.child_free_age, p.taxes::text AS taxes, p.revision
     FROM properties p WHERE p.id = ANY ($1::uuid[]) AND p.status = 'OPEN'`,
);
const typesStatement = prepare(
  'hotel_index_types',
  `SELECT t.id, t.property_id, t.name, t.max_adults, t.max_children, t.max_guests, t.base_guests, t.rooms, k.unit_capacity, k.units_from, k.units_until
     FROM room_types t JOIN reservation_pools k ON k.id = t.id WHERE t.property_id = ANY ($1::uuid[]) ORDER BY t.position, t.id`,
);
const plansStatement = prepare(
  'hotel_index_plans',
  `SELECT r.id, r.room_type_id, r.name, r.board, r.base_minor, r.rules::text AS rules, r.restrictions::text AS restrictions, r.policy::text AS policy
     FROM rate_plans r JOIN room_types t ON t.id = r.room_type_id WHERE t.property_id = ANY ($1::uuid[]) AND r.active ORDER BY r.position, r.id`,
);
const overridesStatement = prepare(
  'hotel_index_overrides',
  `SELECT n.plan_id, n.night, n.price_minor, n.closed, n.closed_to_arrival, n.closed_to_departure, n.min_stay, n.max_stay
     FROM rate_plan_nights n JOIN rate_plans r ON r.id = n.plan_id JOIN room_types t ON t.id = r.room_type_id
    WHERE t.property_id = ANY ($1::uuid[]) AND n.night >= $2`,
);

/** Values that are alike are one: most properties share their terms with others, and all plans of a property its rules. */
class Kept<T> {
  readonly #byText = new Map<string, T | null>();
  readonly #read: (text: string) => T | null;

  constructor(read: (text: string) => T | null) {
    this.#read = read;
  }

  of(text: string): T | null {
    const known = this.#byText.get(text);
    if (known !== undefined) return known;
    const value = this.#read(text);
    this.#byText.set(text, value);
    return value;
  }
}

/** A reader of JSON of a shape; null for what is of another, which is sold by nobody. */
function shaped<S extends z.ZodType>(schema: S): (text: string) => z.output<S> | null {
  return (text) => {
    const read = schema.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  };
}

const ruleShape = shaped(rateRules);
const NO_NIGHTS: NightOverrides = new Map();

/** Reads properties as the index keeps them. One of these reads a whole world, so that what is alike in it is kept once. */
export class PropertyReader {
  readonly #taxes = new Kept<readonly TaxRule[]>(shaped(taxRules));
  readonly #restrictions = new Kept<Restrictions>(shaped(restrictions));
  readonly #policies = new Kept<CancellationPolicy>(shaped(cancellationPolicy));
  readonly #zones = new Kept<string>(zoneOf);

  async places({ db }: Reader): Promise<readonly IndexedPlace[]> {
    return placesStatement(db.pool, []);
  }

  /** Ids of open properties, the next after one. */
  async idsAfter({ db }: Reader, id: string, limit: number): Promise<string[]> {
    return (await idsStatement(db.pool, [id, limit])).map((row) => row.id);
  }

  /** Those of the properties that are open and sound, with their types and plans. @param from number of the first night of interest */
  async read(
    ctx: Reader,
    ids: readonly string[],
    places: ReadonlyMap<string, IndexedPlace>,
    from: number,
  ): Promise<IndexedProperty[]> {
    const { pool } = ctx.db;
    const [properties, types, plans, overrides] = await Promise.all([
      propertiesStatement(pool, [ids]),
      typesStatement(pool, [ids]),
      plansStatement(pool, [ids]),
      overridesStatement(pool, [ids, from]),
    ]);
    const nightsOf = new Map<string, Map<number, NightOverride>>();
    for (const row of overrides) {
      const nights = nightsOf.get(row.plan_id) ?? new Map<number, NightOverride>();
      nightsOf.set(row.plan_id, nights);
      nights.set(row.night, {
        priceMinor: row.price_minor,
        closed: row.closed,
        closedToArrival: row.closed_to_arrival,
        closedToDeparture: row.closed_to_departure,
        minStay: row.min_stay,
        maxStay: row.max_stay,
      });
    }
    // Plans of a property have the same rules, mostly, and no two properties.
    const rulesOf = new Kept<QuickRules>((text) => {
      const rules = ruleShape(text);
      return rules === null ? null : quickRules(rules);
    });
    const plansOf = Map.groupBy(plans, (row) => row.room_type_id);
    const typesOf = Map.groupBy(types, (row) => row.property_id);
    return properties.flatMap((row): IndexedProperty[] => {
      const place = places.get(row.place_id);
      const taxes = this.#taxes.of(row.taxes ?? '[]');
      const isKnown = isCompared(row.currency) && this.#zones.of(row.timezone) !== null;
      if (place === undefined || taxes === null || !isKnown) return unsound(ctx, row.id);
      return [
        {
          id: row.id,
          slug: row.slug,
          name: row.name,
          words: `-${slugOf(row.name)}`,
          kind: kindOf(row.kind),
          stars: row.stars,
          place,
          area: row.area,
          lat: row.lat,
          lon: row.lon,
          amenities: amenityBits(row.amenities ?? []),
          timezone: row.timezone,
          currency: row.currency,
          childFreeAge: row.child_free_age,
          taxes,
          revision: row.revision,
          version: 0,
          types: (typesOf.get(row.id) ?? []).map((type): IndexedType => ({
            id: type.id,
            name: type.name,
            maxAdults: type.max_adults,
            maxChildren: type.max_children,
            maxGuests: type.max_guests,
            baseGuests: type.base_guests,
            rooms: type.rooms,
            capacity: type.unit_capacity ?? 0,
            nightsFrom: type.units_from ?? -Infinity,
            nightsUntil: type.units_until ?? Infinity,
            slot: -1,
            plans: (plansOf.get(type.id) ?? []).flatMap((plan): IndexedPlan[] => {
              const rules = rulesOf.of(plan.rules ?? '[]');
              const limits = this.#restrictions.of(plan.restrictions ?? '{}');
              const policy = this.#policies.of(plan.policy ?? '{}');
              if (rules === null || limits === null || policy === null) return unsound(ctx, row.id);
              return [
                {
                  id: plan.id,
                  name: plan.name,
                  board: boardOf(plan.board),
                  baseMinor: plan.base_minor,
                  rules,
                  restrictions: limits,
                  overrides: nightsOf.get(plan.id) ?? NO_NIGHTS,
                  policy,
                },
              ];
            }),
          })),
        },
      ];
    });
  }
}

/** Those that have a rate: of others nobody can say where they stand among what is found. */
function isCompared(currency: string): boolean {
  return RATED_CURRENCIES.includes(currency);
}

/** A zone whose clocks are known; else null. */
function zoneOf(timezone: string): string | null {
  return isTimeZone(timezone) ? timezone : null;
}

/** One that nobody can read must not keep all the others from being found. */
function unsound({ log }: Reader, propertyId: string): [] {
  log.error(
    { propertyId },
    'a property has rules of no known shape, no place, or a currency or zone that nobody knows; it is not found by search',
  );
  return [];
}

/** A CHECK holds the column to the words of the contract. */
function kindOf(word: string): PropertyKind {
  return word as PropertyKind;
}

/** As above. */
function boardOf(word: string): Board {
  return word as Board;
}
