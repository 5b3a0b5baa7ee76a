import { findJourneys, type Journey } from '@docket/flight/search';
import { flightDays } from '@docket/flight/schedule';
import { dayAfter } from '@docket/flight/local';
import { firstFrom, makeTimetable, type DatedFlight, type Timetable } from '@docket/flight/timetable';
import { AIRPORTS } from '@docket/world/airports';
import { flightsOf } from '@docket/world/flights';
import { machine, printTable } from '../lib/report.ts';
import { ms, quantile } from '../lib/stats.ts';

const FLIGHTS = 50_000;
const SEARCHES = 2_000;
/** The day that is searched, and two more to fly on in. */
const DAYS = 3;
/** Budget for p99, milliseconds. */
const BUDGET_MS = 100;
const MINUTE_MS = 60_000;
const DAY = 1_440;
const FIRST = '2027-03-10';

/** Numbers that look random and are the same in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Economy of the invented carriers' flights, with some of each sold. */
function timetableOf(flights: number): Timetable {
  const random = numbers(3);
  const dated: DatedFlight[] = [];
  for (const { id, from, to, fromTerminal, toTerminal, departs, minutes, weekdays, cabins } of flightsOf(
    'bench',
    flights,
  )) {
    const economy = cabins.find(({ cabin }) => cabin === 'economy');
    if (economy === undefined) continue;
    const times = {
      departs,
      minutes,
      timezone: from.city.timezone,
      weekdays,
      validFrom: FIRST,
      validUntil: dayAfter(FIRST, DAYS),
    };
    for (const { day, departsAt, arrivesAt } of flightDays(times, FIRST, dayAfter(FIRST, DAYS)))
      dated.push({
        id: `${id}/${day}`,
        from: from.code,
        to: to.code,
        departs: departsAt.getTime() / MINUTE_MS,
        arrives: arrivesAt.getTime() / MINUTE_MS,
        fromTerminal,
        toTerminal,
        seats: random(100),
        buckets: economy.buckets.map(({ seats, priceMinor }) => ({ seats: random(seats + 1), priceMinor })),
      });
  }
  const airports = AIRPORTS.map(({ code, city, connection }) => ({ code, country: city.country.code, connection }));
  return makeTimetable(airports, dated);
}

/** As the search asks: from one of the busiest airports to another, on a day, up to two changes. */
function wishes(count: number, airports = 120) {
  const random = numbers(5);
  const start = Date.parse(`${FIRST}T00:00:00Z`) / MINUTE_MS;
  return Array.from({ length: count }, () => {
    const from = random(airports);
    const to = (from + 1 + random(airports - 1)) % airports;
    return {
      from: AIRPORTS[from]?.code ?? '',
      to: AIRPORTS[to]?.code ?? '',
      earliest: start,
      latest: start + DAY - 1,
      seats: 1 + random(4),
    };
  });
}

type Wish = ReturnType<typeof wishes>[number];

/** What no search can be quicker than: each departure of its window looked at once, and nothing done. */
function bareScan(timetable: Timetable, { earliest, latest }: Wish): number {
  const { departs } = timetable;
  let sum = 0;
  const end = firstFrom(timetable, latest + 36 * 60);
  for (let row = firstFrom(timetable, earliest); row < end; row += 1) sum += departs[row] ?? 0;
  return sum;
}

/**
 * The same answers by another way: a search of the time-expanded network from the destination's side is what ours is, so this one goes forward, flight by flight, from every departure,
 * and keeps all ways that no other beats. Slow, and only for a network that is small.
 */
function forward(timetable: Timetable, wish: Wish): string[] {
  const { flights, airports } = timetable;
  const prices = timetable.pricesFor(wish.seats);
  const byOrigin = Map.groupBy(flights.keys(), (row) => flights[row]?.from ?? '');
  const found: { readonly departs: number; readonly arrives: number; readonly price: number; readonly legs: number }[] =
    [];
  const go = (legs: readonly number[], price: number): void => {
    const [first, last] = [flights[legs[0] ?? -1], flights[legs.at(-1) ?? -1]];
    if (first === undefined || last === undefined || last.arrives - first.departs > 36 * 60) return;
    if (last.to === wish.to) {
      found.push({ departs: first.departs, arrives: last.arrives, price, legs: legs.length });
      return;
    }
    if (legs.length === 3) return;
    const been = new Set([wish.from, ...legs.map((leg) => flights[leg]?.to)]);
    const hub = airports.find(({ code }) => code === last.to);
    for (const row of byOrigin.get(last.to) ?? []) {
      const next = flights[row];
      const fare = prices[row] ?? -1;
      if (next === undefined || hub === undefined || fare < 0 || been.has(next.to)) continue;
      const abroad = [last, next].some(({ from, to }) => countryOf(timetable, from) !== countryOf(timetable, to));
      const { domestic, international, otherTerminal } = hub.connection;
      const least = (abroad ? international : domestic) + (last.toTerminal === next.fromTerminal ? 0 : otherTerminal);
      if (next.departs >= last.arrives + least) go([...legs, row], price + fare);
    }
  };
  for (const row of byOrigin.get(wish.from) ?? []) {
    const flight = flights[row];
    const fare = prices[row] ?? -1;
    if (flight !== undefined && fare >= 0 && flight.departs >= wish.earliest && flight.departs <= wish.latest)
      go([row], fare);
  }
  const best = found.filter(
    (one) =>
      !found.some(
        (other) =>
          other.departs >= one.departs &&
          other.arrives <= one.arrives &&
          other.price <= one.price &&
          other.legs <= one.legs &&
          (other.departs > one.departs ||
            other.arrives < one.arrives ||
            other.price < one.price ||
            other.legs < one.legs),
      ),
  );
  return [...new Set(best.map((each) => Object.values(each).join(' ')))].toSorted();
}

function countryOf({ airports }: Timetable, code: string): string | undefined {
  return airports.find((airport) => airport.code === code)?.country;
}

const worth = ({ departs, arrives, priceMinor, legs }: Journey): string =>
  [departs, arrives, priceMinor, legs.length].join(' ');

/** Searches of a small network whose answers are not those of plain enumeration. */
function wrongAnswers(): { readonly asked: number; readonly found: number; readonly wrong: number } {
  const small = timetableOf(400);
  let [found, wrong] = [0, 0];
  const asked = wishes(150, 25);
  for (const wish of asked) {
    const ours = [...new Set(findJourneys(small, wish).map(worth))].toSorted();
    found += ours.length;
    if (ours.join() !== forward(small, wish).join()) wrong += 1;
  }
  return { asked: asked.length, found, wrong };
}

/** How long a search of a day with up to two changes takes, beside a bare look at the departures; and whether it finds what plain enumeration finds. */
export async function run({ share }: { readonly share: number }): Promise<void> {
  const flights = Math.max(1_000, Math.round(FLIGHTS * share));
  const started = performance.now();
  const timetable = timetableOf(flights);
  console.log(`${timetable.flights.length} flights of ${DAYS} days, read in ${ms(performance.now() - started)}.`);
  const asked = wishes(Math.max(50, Math.round(SEARCHES * share)));
  for (const wish of asked.slice(0, 50)) findJourneys(timetable, wish);
  const [times, floors]: [number[], number[]] = [[], []];
  let [found, sum] = [0, 0];
  for (const wish of asked) {
    const before = performance.now();
    sum += bareScan(timetable, wish);
    const between = performance.now();
    found += findJourneys(timetable, wish).length;
    times.push(performance.now() - between);
    floors.push(between - before);
  }
  const row = (name: string, of: number[]): string[] => [name, ...[0.5, 0.95, 0.99, 1].map((q) => ms(quantile(of, q)))];
  printTable([['', 'p50', 'p95', 'p99', 'max'], row('search', times), row('bare scan', floors)]);
  const { asked: checked, found: known, wrong } = wrongAnswers();
  console.log(
    `${(found / asked.length).toFixed(1)} ways a search (${sum % 7}). Against plain enumeration of 400 flights a day: ${checked} searches, ${known} ways, ${wrong} wrong.`,
  );
  const p99 = quantile(times, 0.99);
  console.log(
    `Budget: p99 below ${BUDGET_MS} ms: ${p99 < BUDGET_MS ? 'kept' : 'missed'} (${ms(p99)}). Machine: ${machine()}`,
  );
  if (wrong > 0) throw new Error(`${wrong} searches did not find what there is`);
}
