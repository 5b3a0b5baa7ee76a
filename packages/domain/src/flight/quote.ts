import { DocketError } from '@docket/contracts/errors';
import { FARE_CURRENCY, type FlightPassenger } from '@docket/contracts/flight/flight';
import { FLIGHT_QUOTE_SECONDS, type FlightQuote, type quoteFlights as contract } from '@docket/contracts/http/flight';
import type { RouteBody } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { localAt } from '@docket/flight/local';
import { faultsOf } from '@docket/flight/passenger';
import { passportName, type NameFault } from '@docket/flight/passport-name';
import { flightPolicy } from '@docket/flight/policy';
import { newId } from '@docket/runtime/id';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { checkItinerary } from './check-itinerary.ts';
import { readFamilies, toFamily } from './families.ts';
import { toJourney } from './journey.ts';
import { cheapestBuckets, priceIn } from './offer.ts';
import { countParty, partyRefused, seatsOfParty } from './party.ts';
import { FLIGHT_QUOTE_COLUMNS, toFlightQuote, type FlightQuoteRow } from './quote-rows.ts';
import { readFlights, type SaleFacts } from './sale-facts.ts';

type QuoteFlights = RouteBody<typeof contract>;

/** Times are the database's, to the millisecond, by which the quote is honoured as well. */
const insertStatement = prepare(
  'flight_quote_insert',
  `INSERT INTO flight_quotes (id, user_id, cabin, family, directions, passengers, price, policy, cabin_ids, buckets, seats, total_minor, currency, created_at, expires_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, clock_timestamp(), clock_timestamp() + make_interval(secs => $14))`,
);
const quoteStatement = prepare(
  'flight_quote',
  `SELECT ${FLIGHT_QUOTE_COLUMNS} FROM flight_quotes q WHERE q.id = $1 AND q.user_id = $2`,
).rows<FlightQuoteRow>();

/**
 * Says what flights cost some passengers and keeps it: the price is honoured for `FLIGHT_QUOTE_SECONDS`. Nothing is held.
 * @throws DocketError unauthenticated, flight_not_found, fare_family_not_found, flights_do_not_connect, connection_too_short, directions_out_of_order, flight_in_the_past,
 * flight_sold_out, party_refused, passport_name
 */
export async function quoteFlights(ctx: Ctx, input: QuoteFlights): Promise<FlightQuote> {
  const { userId } = requireUser(ctx);
  const { cabin, family: code } = input;
  const passengers = input.passengers.map(toPassenger);
  const directions = await readDirections(ctx, input);
  checkItinerary(directions, ctx.clock.now());
  const flights = directions.flat();
  const [fault] = faultsOf(input.passengers, daysOf(flights));
  if (fault !== undefined) throw partyRefused(fault);
  const family = (await readFamilies(ctx.db.pool)).get(cabin)?.find((each) => each.code === code);
  if (family === undefined)
    throw new DocketError('fare_family_not_found', `This cabin is not sold in a fare ${JSON.stringify(code)}.`);
  const counts = countParty(input.passengers);
  const seats = seatsOfParty(counts);
  const buckets = cheapestBuckets(flights, seats);
  const price = priceIn(flights, buckets, family, counts);
  const [first] = flights;
  if (first === undefined) throw new Error('a quote without flights');
  const policy = flightPolicy(family.terms, price, seats, { at: first.departsAt, timezone: first.from.timezone });
  const id = newId();
  await insertStatement(ctx.db.pool, [
    id,
    userId,
    cabin,
    JSON.stringify(toFamily(family, cabin)),
    JSON.stringify(directions.map(toJourney)),
    JSON.stringify(passengers),
    JSON.stringify(price),
    JSON.stringify(policy),
    flights.map(({ cabinId }) => cabinId),
    buckets.map((bucket) => bucket + 1),
    seats,
    String(price.totalMinor),
    FARE_CURRENCY,
    FLIGHT_QUOTE_SECONDS,
  ]);
  return getFlightQuote(ctx, { id });
}

/** A quote of the caller's, as long as it is kept. @throws DocketError unauthenticated, quote_not_found */
export async function getFlightQuote(ctx: Ctx, input: { readonly id: string }): Promise<FlightQuote> {
  const { userId } = requireUser(ctx);
  const [row] = await quoteStatement(ctx.db.pool, [input.id, userId]);
  if (row === undefined) throw new DocketError('quote_not_found', 'There is no such quote among yours.');
  return toFlightQuote(row);
}

async function readDirections(ctx: Ctx, { directions, cabin }: QuoteFlights): Promise<SaleFacts[][]> {
  const ids = directions.flatMap(({ flightIds }) => flightIds);
  if (new Set(ids).size < ids.length)
    throw new DocketError('directions_out_of_order', 'A flight is flown once; it is there twice.');
  const known = await readFlights(ctx.db.pool, ids, cabin);
  return directions.map(({ flightIds }) =>
    flightIds.map((id) => {
      const flight = known.get(id);
      if (flight?.isOpen !== true)
        throw new DocketError('flight_not_found', 'A flight is not there any more, or has no such cabin.');
      return flight;
    }),
  );
}

/** The days on which flights depart, by the clocks of where they do, ascending. */
function daysOf(flights: readonly SaleFacts[]): string[] {
  return flights.map(({ departsAt, from }) => localAt(departsAt, from.timezone).slice(0, 10)).toSorted();
}

const FIELDS = { surname: 'surname', given: 'given name' } as const;

/** @throws DocketError passport_name */
function toPassenger(asked: QuoteFlights['passengers'][number], index: number): FlightPassenger {
  const passport = passportName(asked);
  if ('code' in passport) {
    const message = nameWords(passport);
    throw new DocketError('passport_name', message, {
      fields: [{ path: `body.passengers.${index}.${passport.field}`, message }],
    });
  }
  return { ...asked, passport };
}

function nameWords({ field, code, letter }: NameFault): string {
  switch (code) {
    case 'empty':
      return `The ${FIELDS[field]} has no letter that a passport carries.`;
    case 'letter':
      return `A passport carries no ${JSON.stringify(letter)}; write the ${FIELDS[field]} in Latin letters, as the lines at the foot of the passport have it.`;
    case 'too_long':
      return 'Surname and given names together are longer than a passport carries (39 letters); write them as the lines at its foot have them.';
    default:
      return code satisfies never;
  }
}
