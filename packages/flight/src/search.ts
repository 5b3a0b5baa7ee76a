import { leastConnection } from './connect.ts';
import { firstFrom, type Timetable } from './timetable.ts';

export type Wish = {
  /** IATA codes. */
  readonly from: string;
  readonly to: string;
  /** The first flight departs in `[earliest, latest]`, minutes since 1970. */
  readonly earliest: number;
  readonly latest: number;
  /** People who sit, at least 1; infants on laps take no seat. */
  readonly seats: number;
  /** 1 to 3. */
  readonly maxLegs?: number;
  /** From the first departure to the last arrival, minutes. */
  readonly longest?: number;
};

/** A way from one airport to another. */
export type Journey = {
  /** Rows of the timetable, in the order they are flown. */
  readonly legs: readonly number[];
  readonly departs: number;
  readonly arrives: number;
  /** Of one seat, all legs, minor units. */
  readonly priceMinor: number;
};

export const MAX_LEGS = 3;
const LONGEST = 36 * 60;

/** A way to the destination that begins with the flight of `row`. */
type Label = {
  readonly row: number;
  readonly next: Label | null;
  readonly legs: number;
  readonly departs: number;
  readonly arrives: number;
  readonly price: number;
};

/** Ways from one airport on. */
type Stop = {
  /** By departure, the latest first. */
  readonly all: Label[];
  /** Of each that departs as late as this in `all`, or later: the earliest arrival and the lowest price there is. */
  readonly arrives: number[];
  readonly price: number[];
  /** Of each kind of first flight those that none of its kind beats. */
  readonly best: Map<number, Label[]>;
};

/**
 * All ways that no other beats: one that departs later, arrives earlier, costs less and has fewer legs, or is as good in some of these and better in
 * one. By the Connection Scan Algorithm in its profile form (Dibbelt, Pick, Strasser, Wagner 2013): flights are looked at once, from the last
 * departure to the first, and each airport keeps the ways from it to the destination that are worth having. Where two ways depart from the same
 * terminal and both go abroad or both do not, whoever comes in time for the earlier comes in time for the later, so the worse of them is dropped; of
 * different kinds both are kept, because they ask for other times to change.
 * @returns by departure, then arrival, price and legs
 * @throws RangeError for airports that the timetable has not, and for a wish that means nothing
 */
export function findJourneys(timetable: Timetable, wish: Wish): Journey[] {
  const { seats, earliest, latest, maxLegs = MAX_LEGS, longest = LONGEST } = wish;
  const [origin, target] = [airport(timetable, wish.from), airport(timetable, wish.to)];
  if (origin === target) throw new RangeError('the journey ends where it begins');
  if (!Number.isSafeInteger(seats) || seats < 1) throw new RangeError('nobody flies');
  if (maxLegs < 1 || maxLegs > MAX_LEGS) throw new RangeError(`a journey has 1 to ${MAX_LEGS} legs`);
  const { from, to, departs, arrives, international, fromTerminal } = timetable;
  const prices = timetable.pricesFor(seats);
  const away = legsFromOrigin(timetable, origin, target);
  const stops = new Map<number, Stop>();
  const found: Label[] = [];
  const first = firstFrom(timetable, earliest);
  for (let row = firstFrom(timetable, latest + longest + 1) - 1; row >= first; row -= 1) {
    const at = from[row] ?? 0;
    const departure = departs[row] ?? 0;
    const isStart = at === origin;
    const before = away[at] ?? NOWHERE;
    if (before >= maxLegs || (isStart && departure > latest)) continue;
    const price = prices[row] ?? -1;
    if (price < 0) continue;
    const next = to[row] ?? 0;
    const onward = next === target ? undefined : stops.get(next);
    if (next !== target && onward === undefined) continue;
    // Where it begins, what counts is the whole; further on, whoever comes there may have been under way for long.
    const until = isStart ? departure + longest : Number.MAX_SAFE_INTEGER;
    const stop = isStart ? undefined : stopOf(stops, at);
    const front = stop === undefined ? found : frontOf(stop, (fromTerminal[row] ?? 0) * 2 + (international[row] ?? 0));
    const take = (label: Label): void => {
      if (keep(front, label) && stop !== undefined) push(stop, label);
    };
    const arrival = arrives[row] ?? 0;
    if (onward !== undefined) join(timetable, { row, price, until, legsLeft: maxLegs - before, front, take }, onward);
    else if (arrival <= until) take({ row, next: null, legs: 1, departs: departure, arrives: arrival, price });
  }
  return found.map(journeyOf).toSorted(inOrder);
}

const NOWHERE = 255;

function airport(timetable: Timetable, code: string): number {
  const index = timetable.indexOf(code);
  if (index === undefined) throw new RangeError(`${code} is not an airport of the timetable`);
  return index;
}

/** How many legs lead to each airport at least, 0 to 2; none is flown from the destination, and what is further away is of no use. */
function legsFromOrigin({ airports, reach }: Timetable, origin: number, target: number): Uint8Array {
  const count = airports.length;
  const legs = new Uint8Array(count).fill(NOWHERE);
  legs[origin] = 0;
  for (const far of [1, 2])
    for (let hub = 0; hub < count; hub += 1) {
      if (legs[hub] !== far - 1) continue;
      for (let next = 0; next < count; next += 1)
        if (reach[hub * count + next] === 1 && legs[next] === NOWHERE && next !== target) legs[next] = far;
    }
  return legs;
}

function stopOf(stops: Map<number, Stop>, at: number): Stop {
  const known = stops.get(at);
  if (known !== undefined) return known;
  const stop = { all: [], arrives: [], price: [], best: new Map<number, Label[]>() };
  stops.set(at, stop);
  return stop;
}

function frontOf({ best }: Stop, kind: number): Label[] {
  const known = best.get(kind);
  if (known !== undefined) return known;
  const front: Label[] = [];
  best.set(kind, front);
  return front;
}

function push({ all, arrives, price }: Stop, label: Label): void {
  all.push(label);
  arrives.push(Math.min(arrives.at(-1) ?? label.arrives, label.arrives));
  price.push(Math.min(price.at(-1) ?? label.price, label.price));
}

type Joining = {
  readonly row: number;
  readonly price: number;
  readonly until: number;
  readonly legsLeft: number;
  readonly front: readonly Label[];
  readonly take: (label: Label) => void;
};

/** Takes the flight of `row` with each way on that it comes in time for and that nothing known beats: the soonest first, for it arrives early. */
function join(timetable: Timetable, { row, price, until, legsLeft, front, take }: Joining, onward: Stop): void {
  const { departs, arrives, airports, to, toTerminal, fromTerminal, international } = timetable;
  const connection = airports[to[row] ?? 0]?.connection;
  if (connection === undefined || legsLeft < 2) return;
  const arrival = arrives[row] ?? 0;
  const { all } = onward;
  for (
    let index = lastInTime(all, arrival + Math.min(connection.domestic, connection.international));
    index >= 0;
    index -= 1
  ) {
    const way = all[index];
    if (way === undefined) return;
    // From here on nothing is earlier or cheaper than these.
    if (isBeaten(front, onward.arrives[index] ?? 0, price + (onward.price[index] ?? 0), 2)) return;
    const legs = way.legs + 1;
    if (legs > legsLeft || way.arrives > until || isBeaten(front, way.arrives, price + way.price, legs)) continue;
    const isInternational = international[row] === 1 || international[way.row] === 1;
    const changesTerminal = toTerminal[row] !== fromTerminal[way.row];
    if (way.departs < arrival + leastConnection({ connection, isInternational, changesTerminal })) continue;
    take({ row, next: way, legs, departs: departs[row] ?? 0, arrives: way.arrives, price: price + way.price });
  }
}

/** The last of those, the latest first, that departs at `minute` or later. */
function lastInTime(all: readonly Label[], minute: number): number {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((all[middle]?.departs ?? 0) >= minute) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Is one of those that depart no sooner as good in everything? The last are the likeliest: they arrive early. */
function isBeaten(front: readonly Label[], arrives: number, price: number, legs: number): boolean {
  for (let index = front.length - 1; index >= 0; index -= 1) {
    const other = front[index];
    if (other !== undefined && other.arrives <= arrives && other.price <= price && other.legs <= legs) return true;
  }
  return false;
}

/**
 * Adds a way that departs no later than those that are there, unless one of them is as good in everything; those that depart with it and are no better
 * leave. @returns whether it was added
 */
function keep(front: Label[], label: Label): boolean {
  const { departs, arrives, price, legs } = label;
  if (isBeaten(front, arrives, price, legs)) return false;
  for (let index = front.length - 1; index >= 0; index -= 1) {
    const other = front[index];
    if (other === undefined || other.departs > departs) break;
    if (arrives <= other.arrives && price <= other.price && legs <= other.legs) front.splice(index, 1);
  }
  front.push(label);
  return true;
}

function journeyOf(label: Label): Journey {
  const legs: number[] = [];
  for (let each: Label | null = label; each !== null; each = each.next) legs.push(each.row);
  return { legs, departs: label.departs, arrives: label.arrives, priceMinor: label.price };
}

function inOrder(a: Journey, b: Journey): number {
  return a.departs - b.departs || a.arrives - b.arrives || a.priceMinor - b.priceMinor || a.legs.length - b.legs.length;
}
