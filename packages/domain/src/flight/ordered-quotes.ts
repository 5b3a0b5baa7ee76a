import type { FlightPart } from '@docket/contracts/http/trip';
import { prepare } from '@docket/db/statement';
import type { Tx } from '../spine/emit.ts';
import { readFamilies } from './families.ts';
import { takeLocators } from './locator.ts';
import { priceIn } from './offer.ts';
import { countParty } from './party.ts';
import { FLIGHT_QUOTE_COLUMNS, toQuotedFlights, type FlightQuoteRow, type QuotedFlights } from './quote-rows.ts';
import { readFlights, type SaleFacts } from './sale-facts.ts';

type OrderedRow = FlightQuoteRow & { over: boolean; now: Date };

const lockStatement = prepare(
  'flight_quotes_lock',
  'SELECT q.id FROM flight_quotes q WHERE q.id = ANY ($1::uuid[]) AND q.user_id = $2 ORDER BY q.id FOR UPDATE',
);
const readStatement = prepare(
  'flight_quotes_ordered',
  `SELECT ${FLIGHT_QUOTE_COLUMNS}, q.expires_at <= clock_timestamp() AS over, clock_timestamp() AS now FROM flight_quotes q WHERE q.id = ANY ($1::uuid[])`,
).rows<OrderedRow>();

type Hold = { readonly poolId: string; readonly units: readonly number[]; readonly quantity: number };

/** A quote that is ordered: whether its time is over by the database's clock, and what is held for it. */
type OrderedFlights = {
  readonly id: string;
  readonly over: boolean;
  readonly totalMinor: number;
  readonly currency: string;
  readonly holds: readonly Hold[];
  readonly part: (partId: string) => FlightPart;
};

/** Unit 0 of the pool of a cabin is the cabin, whose seats bound those of all buckets. */
const CABIN_UNIT = 0;

/** Locks quotes of a user's, so that one order takes each. @returns those that there are */
export async function lockFlightQuotes(
  tx: Tx,
  ids: readonly string[],
  userId: string,
): Promise<ReadonlyMap<string, OrderedFlights>> {
  const locked = await lockStatement(tx.client, [ids, userId]);
  const rows = await readStatement(tx.client, [locked.map(({ id }) => id)]);
  const locators = await takeLocators(tx, rows.length);
  return new Map(
    rows.map((row, index) => {
      const quoted = toQuotedFlights(row);
      const { price, cabinIds, buckets, seats } = quoted;
      const ordered: OrderedFlights = {
        id: row.id,
        over: row.over,
        totalMinor: price.totalMinor,
        currency: price.currency,
        holds: cabinIds.map((poolId, at) => ({
          poolId,
          units: [CABIN_UNIT, buckets[at] ?? CABIN_UNIT],
          quantity: seats,
        })),
        part: (partId) => toPart(quoted, partId, locators[index] ?? ''),
      };
      return [row.id, ordered];
    }),
  );
}

function toPart(quoted: QuotedFlights, partId: string, locator: string): FlightPart {
  const { directions, cabin, family, passengers, price, policy } = quoted;
  const [startsAt, endsAt] = [directions[0]?.departsAt, directions.at(-1)?.arrivesAt];
  if (startsAt === undefined || endsAt === undefined) throw new Error(`the quote ${quoted.id} is of no flights`);
  return {
    partId,
    kind: 'flight',
    locator,
    directions: [...directions],
    cabin,
    family,
    passengers: [...passengers],
    startsAt,
    endsAt,
    price,
    policy: [...policy],
    state: 'AGREED',
    refundMinor: null,
  };
}

/**
 * Are quotes that were ordered in time still sold, at the price that was quoted? Each flight has to fly at the time that was told, and not to have departed. The price holds while the
 * quote does; where its time ran out before anybody came to it, only if its buckets and family come to the same today. Seats are not asked about: whoever holds them knows.
 * @returns why not, of the first that is not; null: all are
 */
export async function refusalOfFlights(
  tx: Tx,
  ids: readonly string[],
): Promise<'not_offered' | 'quote_expired' | null> {
  const families = await readFamilies(tx.client);
  for (const row of await readStatement(tx.client, [ids])) {
    const quoted = toQuotedFlights(row);
    const legs = quoted.directions.flatMap((direction) => direction.legs);
    const known = await readFlights(
      tx.client,
      legs.map(({ flightId }) => flightId),
      quoted.cabin,
    );
    const flights: SaleFacts[] = [];
    for (const { flightId, departure, arrival } of legs) {
      const flight = known.get(flightId);
      if (
        flight?.isOpen !== true ||
        flight.departsAt <= row.now ||
        flight.departsAt.toISOString() !== departure.at ||
        flight.arrivesAt.toISOString() !== arrival.at
      )
        return 'not_offered';
      flights.push(flight);
    }
    if (!row.over) continue;
    const family = families.get(quoted.cabin)?.find(({ code }) => code === quoted.family.code);
    const again =
      family === undefined
        ? undefined
        : priceIn(
            flights,
            quoted.buckets.map((bucket) => bucket - 1),
            family,
            countParty(quoted.passengers),
          );
    if (again?.totalMinor !== quoted.price.totalMinor) return 'quote_expired';
  }
  return null;
}
