import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { DocketError } from '@docket/contracts/errors';
import {
  OPEN_TRIPS_MAX,
  TRIP_ROOM_NIGHTS_MAX,
  type createTrip as contract,
  type Trip,
  type TripPart,
} from '@docket/contracts/http/trip';
import type { RouteBody } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { change, type Tx } from '../spine/emit.ts';
import type { Keyed } from '../spine/idempotency.ts';
import { onceInTx } from '../spine/once-in-tx.ts';
import { getTrip } from './get.ts';
import type { OrderedQuote } from './parts/kind.ts';
import { lockOrderedQuotes } from './parts.ts';

export type CreateTrip = RouteBody<typeof contract> &
  Keyed & {
    /** Trips waiting in all from which on new ones are refused. */
    readonly depthLimit: number;
  };

/** Letters and digits that are not taken for each other when they are said or read: no I, O, 0 and 1. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const REFERENCE_LENGTH = 6;
/** A reference is taken once in a thousand times when there are a million trips. */
const TRIES = 6;

const waitingStatement = prepare(
  'trips_waiting',
  `SELECT count(*)::int AS n FROM (SELECT FROM trips t WHERE t.status = 'QUEUED' LIMIT $1) w`,
).rows<{ n: number }>();
/** One order of a person at a time, so that each counts those before it. */
const personStatement = prepare(
  'trips_of_person_lock',
  `SELECT pg_advisory_xact_lock(hashtextextended('trips ' || $1::text, 0))`,
);
const openStatement = prepare(
  'trips_open_of_person',
  `SELECT count(*)::int AS n FROM trips t WHERE t.user_id = $1 AND t.status IN ('QUEUED', 'HELD', 'AWAITING_PAYMENT')`,
).rows<{ n: number }>();
const usedStatement = prepare('quotes_used', 'SELECT p.quote_id FROM trip_parts p WHERE p.quote_id = ANY ($1::uuid[])');
const tripStatement = prepare(
  'trip_insert',
  `INSERT INTO trips (id, user_id, reference, guest_name, guest_phone, requests, total_minor, currency, starts_at, ends_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (reference) DO NOTHING RETURNING id`,
);
const partStatement = prepare(
  'trip_part_insert',
  `INSERT INTO trip_parts (id, trip_id, position, kind, quote_id, price_minor, detail) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
);
const holdStatement = prepare(
  'trip_hold_insert',
  `INSERT INTO trip_holds (part_id, position, pool_id, units, quantity) VALUES ($1, $2, $3, $4, $5)`,
);

const answer = z.object({ tripId: z.uuid() });

/**
 * Takes an order of what was quoted in: the trip and its job, or nothing. A worker holds all of its parts or refuses it. A repeated request gets the same trip as it stands.
 * @throws DocketError unauthenticated, quote_not_found, quote_expired, quote_used, currencies_differ, trip_too_large, too_many_open_trips, queue_full, idempotency_mismatch, idempotency_in_progress
 */
export async function createTrip(ctx: Ctx, input: CreateTrip): Promise<Trip> {
  const { userId } = requireUser(ctx);
  const { parts, guest, requests, idempotencyKey, onReplay } = input;
  const once = {
    kind: 'trip',
    ownerId: userId,
    asked: [parts, guest, requests],
    answer,
    idempotencyKey,
    ...(onReplay === undefined ? {} : { onReplay }),
  };
  const { tripId } = await change(ctx, (tx) => onceInTx(tx, once, () => place(tx, userId, input)));
  return getTrip(ctx, { id: tripId });
}

async function place(tx: Tx, userId: string, input: CreateTrip): Promise<z.infer<typeof answer>> {
  const { parts, guest, requests, depthLimit } = input;
  const [waiting] = await waitingStatement(tx.client, [depthLimit]);
  if ((waiting?.n ?? 0) >= depthLimit)
    throw new DocketError('queue_full', 'Too many orders are waiting; try again in a moment.', { retryAfter: 2 });
  await requireFewOpen(tx, userId);
  const quotes = await takeQuotes(tx, userId, parts);
  const tripId = newId();
  const ordered = quotes.map((quote) => ({ quote, detail: quote.part(newId()) }));
  await insertTrip(tx, { tripId, userId, guest, requests, details: ordered.map(({ detail }) => detail) });
  for (const [position, { quote, detail }] of ordered.entries()) {
    const { partId, kind } = detail;
    await partStatement(tx.client, [
      partId,
      tripId,
      position,
      kind,
      quote.id,
      String(quote.totalMinor),
      JSON.stringify(detail),
    ]);
    for (const [at, { poolId, units, quantity }] of quote.holds.entries())
      await holdStatement(tx.client, [partId, at, poolId, [...units], quantity]);
  }
  tx.enqueue({ name: 'trip.hold', payload: { tripId } });
  return { tripId };
}

async function requireFewOpen(tx: Tx, userId: string): Promise<void> {
  await personStatement(tx.client, [userId]);
  const [open] = await openStatement(tx.client, [userId]);
  if ((open?.n ?? 0) >= OPEN_TRIPS_MAX)
    throw new DocketError(
      'too_many_open_trips',
      `You have ${OPEN_TRIPS_MAX} trips that are not paid for; pay for one of them or give it up first.`,
    );
}

/** Quotes that one order takes, locked, in the order in which they were named. */
async function takeQuotes(tx: Tx, userId: string, parts: CreateTrip['parts']): Promise<OrderedQuote[]> {
  const ids = parts.map(({ quoteId }) => quoteId);
  if (new Set(ids).size < ids.length) throw used();
  const known = await lockOrderedQuotes(tx, parts, userId);
  const quotes = ids.map((id) => {
    const quote = known.get(id);
    if (quote === undefined) throw new DocketError('quote_not_found', 'There is no such quote among yours.');
    return quote;
  });
  if ((await usedStatement(tx.client, [ids])).length > 0) throw used();
  if (quotes.some(({ over }) => over))
    throw new DocketError('quote_expired', 'A quote is older than 15 minutes; ask for a new one.');
  if (new Set(quotes.map(({ currency }) => currency)).size > 1)
    throw new DocketError('currencies_differ', 'Order parts in different currencies one by one.');
  const pieces = quotes
    .flatMap(({ holds }) => holds)
    .reduce((sum, { units, quantity }) => sum + units.length * quantity, 0);
  if (pieces > TRIP_ROOM_NIGHTS_MAX)
    throw new DocketError(
      'trip_too_large',
      `These parts come to ${pieces} room nights, and one order has ${TRIP_ROOM_NIGHTS_MAX} at most; order some of them by themselves.`,
    );
  return quotes;
}

function used(): DocketError {
  return new DocketError('quote_used', 'A quote is ordered once; ask for a new one to order the same again.');
}

type Insert = Pick<CreateTrip, 'guest' | 'requests'> & {
  readonly tripId: string;
  readonly userId: string;
  readonly details: readonly TripPart[];
};

async function insertTrip(tx: Tx, { tripId, userId, guest, requests, details }: Insert): Promise<void> {
  const total = details.reduce((sum, { price }) => sum + price.totalMinor, 0);
  const [startsAt] = details.map((part) => part.startsAt).toSorted();
  const endsAt = details
    .map((part) => part.endsAt)
    .toSorted()
    .at(-1);
  const currency = details[0]?.price.currency;
  if (startsAt === undefined || endsAt === undefined || currency === undefined) throw new Error('a trip without parts');
  for (let tried = 0; tried < TRIES; tried += 1) {
    const made = await tripStatement(tx.client, [
      tripId,
      userId,
      newReference(),
      guest.name,
      guest.phone,
      requests,
      String(total),
      currency,
      startsAt,
      endsAt,
    ]);
    if (made.length > 0) return;
  }
  throw new Error('no reference is left that nobody has');
}

function newReference(): string {
  return Array.from({ length: REFERENCE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}
