import {
  policyStep,
  stayPrice,
  type Board,
  type PolicyStep,
  type StayPrice,
  type StayWish,
} from '@docket/contracts/hotel/stay';
import { stayQuote, type StayQuote } from '@docket/contracts/http/hotel';
import type { StayPart } from '@docket/contracts/http/trip';
import { clockOf, stayInstants } from '@docket/stay/clock';
import { z } from 'zod';

/** A quote with what people are told of it, as `QUOTE_COLUMNS` reads it. */
export type QuoteRow = {
  id: string;
  property_id: string;
  slug: string;
  property: string;
  address: string;
  lat: number;
  lon: number;
  timezone: string;
  check_in_from: number;
  check_out_until: number;
  place_slug: string;
  place: string;
  country: string;
  room_type_id: string;
  room_type: string;
  plan_id: string;
  plan: string;
  board: Board;
  arrival: string;
  departure: string;
  rooms: number;
  adults: number;
  child_ages: number[];
  price: unknown;
  total_minor: number;
  currency: string;
  policy: unknown;
  created_at: Date;
  expires_at: Date;
};

export const QUOTE_COLUMNS = `q.id, q.property_id, p.slug, p.name AS property, p.address, p.lat, p.lon, p.timezone, p.check_in_from, p.check_out_until, l.slug AS place_slug,
  l.name AS place, l.country, q.room_type_id, t.name AS room_type, q.plan_id, r.name AS plan, r.board, q.arrival::text AS arrival, q.departure::text AS departure,
  q.rooms, q.adults, q.child_ages, q.price, q.total_minor::float8 AS total_minor, q.currency, q.policy, q.created_at, q.expires_at`;
export const QUOTE_FROM = `stay_quotes q JOIN properties p ON p.id = q.property_id JOIN places l ON l.id = p.place_id
  JOIN room_types t ON t.id = q.room_type_id JOIN rate_plans r ON r.id = q.plan_id`;

/** What somebody was told that a stay costs, and under which terms. Amounts are minor units. */
export type Quoted = {
  readonly id: string;
  readonly propertyId: string;
  readonly roomTypeId: string;
  readonly planId: string;
  readonly wish: StayWish;
  readonly price: StayPrice;
  readonly policy: readonly PolicyStep[];
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** What it becomes as part of an order. */
  readonly part: (partId: string) => StayPart;
};

const policySchema = z.array(policyStep);

function wishOf({ arrival, departure, adults, child_ages: childAges, rooms }: QuoteRow): StayWish {
  return { arrival, departure, adults, childAges, rooms };
}

export function toQuoted(row: QuoteRow): Quoted {
  const wish = wishOf(row);
  const price = stayPrice.parse(row.price);
  const policy = policySchema.parse(row.policy);
  const clocks = { timezone: row.timezone, checkInFrom: row.check_in_from, checkOutUntil: row.check_out_until };
  return {
    id: row.id,
    propertyId: row.property_id,
    roomTypeId: row.room_type_id,
    planId: row.plan_id,
    wish,
    price,
    policy,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    part: (partId) => ({
      partId,
      kind: 'stay',
      property: {
        propertyId: row.property_id,
        slug: row.slug,
        name: row.property,
        address: row.address,
        timezone: row.timezone,
        lat: row.lat,
        lon: row.lon,
        checkInFrom: clockOf(row.check_in_from),
        checkOutUntil: clockOf(row.check_out_until),
      },
      roomType: row.room_type,
      plan: row.plan,
      board: row.board,
      ...wish,
      ...stayInstants(clocks, wish),
      price,
      policy,
      state: 'AGREED',
      refundMinor: null,
    }),
  };
}

export function toQuote(row: QuoteRow): StayQuote {
  return stayQuote.parse({
    quoteId: row.id,
    property: {
      propertyId: row.property_id,
      slug: row.slug,
      name: row.property,
      place: { slug: row.place_slug, name: row.place, country: row.country },
      timezone: row.timezone,
    },
    roomType: row.room_type,
    plan: row.plan,
    board: row.board,
    stay: wishOf(row),
    price: row.price,
    policy: row.policy,
    expiresAt: row.expires_at.toISOString(),
  });
}
