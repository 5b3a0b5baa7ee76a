import {
  fareFamily,
  flightPassenger,
  flightPrice,
  journey,
  type Cabin,
  type FareFamily,
  type FlightPassenger,
  type FlightPrice,
  type Journey,
} from '@docket/contracts/flight/flight';
import { policyStep, type PolicyStep } from '@docket/contracts/hotel/stay';
import type { FlightQuote } from '@docket/contracts/http/flight';
import { z } from 'zod';

/** A quote as `FLIGHT_QUOTE_COLUMNS` reads it. */
export type FlightQuoteRow = {
  id: string;
  cabin: Cabin;
  family: unknown;
  directions: unknown;
  passengers: unknown;
  price: unknown;
  policy: unknown;
  cabin_ids: string[];
  buckets: number[];
  seats: number;
  created_at: Date;
  expires_at: Date;
};

/** Of `flight_quotes q`. */
export const FLIGHT_QUOTE_COLUMNS =
  'q.id, q.cabin, q.family, q.directions, q.passengers, q.price, q.policy, q.cabin_ids, q.buckets, q.seats, q.created_at, q.expires_at';

const kept = z.object({
  family: fareFamily,
  directions: z.array(journey),
  passengers: z.array(flightPassenger),
  price: flightPrice,
  policy: z.array(policyStep),
});

/** What somebody was told that flights cost, and under which terms. */
export type QuotedFlights = {
  readonly id: string;
  readonly cabin: Cabin;
  readonly family: FareFamily;
  readonly directions: readonly Journey[];
  readonly passengers: readonly FlightPassenger[];
  readonly price: FlightPrice;
  readonly policy: readonly PolicyStep[];
  /** By flight: the pool of its cabin, and the bucket that the price is of, from 1. */
  readonly cabinIds: readonly string[];
  readonly buckets: readonly number[];
  readonly seats: number;
};

export function toQuotedFlights(row: FlightQuoteRow): QuotedFlights {
  const { id, cabin, cabin_ids: cabinIds, buckets, seats } = row;
  return { id, cabin, ...kept.parse(row), cabinIds, buckets, seats };
}

export function toFlightQuote(row: FlightQuoteRow): FlightQuote {
  return { quoteId: row.id, cabin: row.cabin, ...kept.parse(row), expiresAt: row.expires_at.toISOString() };
}
