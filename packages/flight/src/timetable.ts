/** What changing planes takes at an airport, minutes. Both of the flights domestic, or one of them not; and what changing terminals adds. */
export type ConnectionTimes = {
  readonly domestic: number;
  readonly international: number;
  readonly otherTerminal: number;
};

export type Airport = {
  /** IATA code, three letters. */
  readonly code: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly connection: ConnectionTimes;
};

/** Seats that are sold at one price. A cheap bucket that is sold out closes none that is dearer. */
export type Bucket = { readonly seats: number; readonly priceMinor: number };

/** One leg that flies on one day. Instants are minutes since 1970 (UTC). */
export type DatedFlight = {
  readonly id: string;
  /** IATA codes of airports in the timetable. */
  readonly from: string;
  readonly to: string;
  readonly departs: number;
  readonly arrives: number;
  /** 0 where the airport has one terminal. */
  readonly fromTerminal: number;
  readonly toTerminal: number;
  /** Free seats of the cabin: however many the buckets have, no more are sold. */
  readonly seats: number;
  readonly buckets: readonly Bucket[];
};

/** What is left of a flight's cabin. */
export type Stock = Pick<DatedFlight, 'seats' | 'buckets'>;

/** Dated flights in the order of their departures, a column each: what the scan reads is side by side in memory. */
export type Timetable<F extends DatedFlight = DatedFlight> = {
  readonly airports: readonly Airport[];
  readonly flights: readonly F[];
  readonly from: Uint16Array;
  readonly to: Uint16Array;
  readonly departs: Int32Array;
  readonly arrives: Int32Array;
  readonly fromTerminal: Uint8Array;
  readonly toTerminal: Uint8Array;
  /** 1: it leaves the country. */
  readonly international: Uint8Array;
  /** Where one can fly without a change, on any day: `reach[a * airports + b]` is 1. */
  readonly reach: Uint8Array;
  readonly indexOf: (code: string) => number | undefined;
  /** What one of so many seats costs in each flight, minor units; −1: not to be had. Made when it is first asked for. */
  readonly pricesFor: (seats: number) => Int32Array;
  /** Something of a row was sold, or came back. */
  readonly restock: (row: number, stock: Stock) => void;
};

/**
 * @throws RangeError for a flight that names an airport twice or one that is not in the list, that arrives before it departs, or whose numbers are none
 */
export function makeTimetable<F extends DatedFlight>(
  airports: readonly Airport[],
  unsorted: readonly F[],
): Timetable<F> {
  const places = new Map(airports.map(({ code }, index) => [code, index]));
  if (places.size !== airports.length) throw new RangeError('an airport is in the list twice');
  const flights = unsorted.toSorted((a, b) => a.departs - b.departs || (a.id < b.id ? -1 : 1));
  const size = flights.length;
  const table = {
    airports,
    flights,
    from: new Uint16Array(size),
    to: new Uint16Array(size),
    departs: new Int32Array(size),
    arrives: new Int32Array(size),
    fromTerminal: new Uint8Array(size),
    toTerminal: new Uint8Array(size),
    international: new Uint8Array(size),
    reach: new Uint8Array(airports.length * airports.length),
    indexOf: (code: string) => places.get(code),
    ...pricesOf(flights),
  };
  for (const [row, flight] of flights.entries()) {
    const [from, to] = [places.get(flight.from), places.get(flight.to)];
    if (from === undefined || to === undefined || from === to)
      throw new RangeError(
        `${flight.id} flies from ${flight.from} to ${flight.to}, which are not two airports of the list`,
      );
    if (
      !Number.isSafeInteger(flight.departs) ||
      !Number.isSafeInteger(flight.arrives) ||
      flight.arrives <= flight.departs
    )
      throw new RangeError(`${flight.id} arrives before it departs`);
    table.from[row] = from;
    table.to[row] = to;
    table.departs[row] = flight.departs;
    table.arrives[row] = flight.arrives;
    table.fromTerminal[row] = flight.fromTerminal;
    table.toTerminal[row] = flight.toTerminal;
    table.international[row] = airports[from]?.country === airports[to]?.country ? 0 : 1;
    table.reach[from * airports.length + to] = 1;
  }
  return table;
}

function pricesOf(flights: DatedFlight[]): Pick<Timetable, 'pricesFor' | 'restock'> {
  const made = new Map<number, Int32Array>();
  return {
    pricesFor(seats) {
      let prices = made.get(seats);
      if (prices === undefined)
        made.set(seats, (prices = Int32Array.from(flights, (each) => seatPrice(each, seats) ?? -1)));
      return prices;
    },
    restock(row, stock) {
      const flight = flights[row];
      if (flight === undefined) throw new RangeError(`the timetable has no row ${row}`);
      flights[row] = { ...flight, ...stock };
      for (const [seats, prices] of made) prices[row] = seatPrice(stock, seats) ?? -1;
    },
  };
}

/** The first row that departs at `minute` or later. */
export function firstFrom({ departs }: Timetable, minute: number): number {
  let [low, high] = [0, departs.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((departs[middle] ?? 0) < minute) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * What so many seats of one bucket cost in the cheapest that has them, minor units for one seat; undefined where none has.
 * One bucket for all, so that nobody of a party pays another price for the same.
 */
export function seatPrice(stock: Stock, count: number): number | undefined {
  const index = bucketOf(stock, count);
  return index === undefined ? undefined : stock.buckets[index]?.priceMinor;
}

/** The index of the cheapest bucket that has so many seats; undefined where none has, or the cabin has not. */
export function bucketOf({ seats, buckets }: Stock, count: number): number | undefined {
  if (seats < count) return undefined;
  let best: number | undefined;
  let price = Infinity;
  for (const [index, bucket] of buckets.entries()) {
    if (bucket.seats < count || bucket.priceMinor >= price) continue;
    best = index;
    price = bucket.priceMinor;
  }
  return best;
}
