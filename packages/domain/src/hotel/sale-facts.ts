import type { Board } from '@docket/contracts/hotel/stay';
import type { Pool, PoolClient } from '@docket/db/pool';
import { prepare } from '@docket/db/statement';
import {
  cancellationPolicy,
  rateRules,
  restrictions,
  taxRules,
  type CancellationPolicy,
  type PlanFacts,
  type PropertyFacts,
  type Restrictions,
  type RoomFacts,
} from '@docket/stay/shapes';

/** A plan with its room type and property, as `FACTS_COLUMNS` reads it. */
type FactsRow = {
  property_id: string;
  slug: string;
  property: string;
  address: string;
  lat: number;
  lon: number;
  timezone: string;
  currency: string;
  check_in_from: number;
  check_out_until: number;
  child_free_age: number;
  taxes: unknown;
  is_open: boolean;
  place_slug: string;
  place: string;
  country: string;
  room_type_id: string;
  room_type: string;
  max_adults: number;
  max_children: number;
  max_guests: number;
  base_guests: number;
  rooms: number;
  plan_id: string;
  plan: string;
  board: Board;
  base_minor: number;
  rules: unknown;
  restrictions: unknown;
  policy: unknown;
};

const FACTS_COLUMNS = `p.id AS property_id, p.slug, p.name AS property, p.address, p.lat, p.lon, p.timezone, p.currency, p.check_in_from, p.check_out_until,
  p.child_free_age, p.taxes, p.status = 'OPEN' AND r.active AS is_open, l.slug AS place_slug, l.name AS place, l.country, t.id AS room_type_id, t.name AS room_type,
  t.max_adults, t.max_children, t.max_guests, t.base_guests, t.rooms, r.id AS plan_id, r.name AS plan, r.board, r.base_minor, r.rules, r.restrictions, r.policy`;
const FACTS_FROM = `properties p JOIN places l ON l.id = p.place_id JOIN room_types t ON t.property_id = p.id JOIN rate_plans r ON r.room_type_id = t.id`;

const ofPropertyStatement = prepare(
  'sale_facts_of_property',
  `SELECT ${FACTS_COLUMNS} FROM ${FACTS_FROM} WHERE p.slug = $1 AND r.active ORDER BY t.position, t.id, r.position, r.id`,
).rows<FactsRow>();
const allOfPropertyStatement = prepare(
  'sale_facts_of_property_all',
  `SELECT ${FACTS_COLUMNS} FROM ${FACTS_FROM} WHERE p.slug = $1 ORDER BY t.position, t.id, r.position, r.id`,
).rows<FactsRow>();
const ofPlansStatement = prepare(
  'sale_facts_of_plans',
  `SELECT ${FACTS_COLUMNS} FROM ${FACTS_FROM} WHERE r.id = ANY ($1::uuid[])`,
).rows<FactsRow>();
const propertyStatement = prepare(
  'property_of_slug',
  'SELECT p.id, p.currency, p.timezone FROM properties p WHERE p.slug = $1',
);

/** Everything about a plan that says whether and at which price it is sold, but for what single nights have and what is left. */
export type SaleFacts = {
  readonly property: PropertyFacts & {
    readonly id: string;
    readonly slug: string;
    readonly name: string;
    readonly address: string;
    readonly lat: number;
    readonly lon: number;
    readonly place: { readonly slug: string; readonly name: string; readonly country: string };
  };
  readonly type: RoomFacts & { readonly id: string; readonly name: string; readonly rooms: number };
  readonly plan: PlanFacts & { readonly id: string; readonly name: string; readonly board: Board };
  readonly restrictions: Restrictions;
  readonly policy: CancellationPolicy;
  /** The property is open and the plan is on sale. */
  readonly isOpen: boolean;
};

/** @throws ZodError for rules that are of no known shape: they are sold by nobody */
function toFacts(row: FactsRow): SaleFacts {
  return {
    property: {
      id: row.property_id,
      slug: row.slug,
      name: row.property,
      address: row.address,
      lat: row.lat,
      lon: row.lon,
      timezone: row.timezone,
      currency: row.currency,
      checkInFrom: row.check_in_from,
      checkOutUntil: row.check_out_until,
      childFreeAge: row.child_free_age,
      taxes: taxRules.parse(row.taxes),
      place: { slug: row.place_slug, name: row.place, country: row.country },
    },
    type: {
      id: row.room_type_id,
      name: row.room_type,
      maxAdults: row.max_adults,
      maxChildren: row.max_children,
      maxGuests: row.max_guests,
      baseGuests: row.base_guests,
      rooms: row.rooms,
    },
    plan: {
      id: row.plan_id,
      name: row.plan,
      board: row.board,
      baseMinor: row.base_minor,
      rules: rateRules.parse(row.rules),
    },
    restrictions: restrictions.parse(row.restrictions),
    policy: cancellationPolicy.parse(row.policy),
    isOpen: row.is_open,
  };
}

/** Active plans of a property, in its own order. */
export async function readPlansOf(on: Pool | PoolClient, slug: string): Promise<SaleFacts[]> {
  return (await ofPropertyStatement(on, [slug])).map(toFacts);
}

/** Plans of a property, active or not, in its own order. */
export async function readAllPlansOf(on: Pool | PoolClient, slug: string): Promise<SaleFacts[]> {
  return (await allOfPropertyStatement(on, [slug])).map(toFacts);
}

/** Plans by their ids, active or not; those that there are. */
export async function readPlans(on: Pool | PoolClient, planIds: readonly string[]): Promise<Map<string, SaleFacts>> {
  return new Map((await ofPlansStatement(on, [planIds])).map((row) => [row.plan_id, toFacts(row)]));
}

/** What there is to know of a property without its plans; undefined where there is none. */
export async function findProperty(
  on: Pool | PoolClient,
  slug: string,
): Promise<{ readonly id: string; readonly currency: string; readonly timezone: string } | undefined> {
  const [row] = await propertyStatement(on, [slug]);
  return row;
}
