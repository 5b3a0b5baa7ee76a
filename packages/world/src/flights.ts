import type { Cabin } from '@docket/contracts/flight/flight';
import { localAt } from '@docket/flight/local';
import { seatCount } from '@docket/flight/seat-map';
import type { ScheduledCabin } from '@docket/flight/shapes';
import { AIRPORTS, airportsByCode, type WorldAirport } from './airports.ts';
import { CARRIERS, type WorldCarrier } from './carriers.ts';
import { distanceMetres } from './distance.ts';
import { Random } from './random.ts';

/** A flight as it is planned, every day or on some days of the week. */
export type WorldSchedule = {
  readonly id: string;
  readonly carrier: WorldCarrier;
  readonly number: number;
  readonly from: WorldAirport;
  readonly to: WorldAirport;
  readonly fromTerminal: number;
  readonly toTerminal: number;
  /** Minutes after midnight, by the clocks of where it departs. */
  readonly departs: number;
  readonly minutes: number;
  /** ISO 8601: 1 is Monday. */
  readonly weekdays: readonly number[];
  readonly aircraft: string;
  readonly cabins: readonly ScheduledCabin[];
};

const DAY = 1_440;
/** Waves of a hub: flights arrive in the hour before, and depart in the two hours after. In the order in which they are filled. */
const BANKS = [7 * 60, 18 * 60, 12 * 60, 22 * 60, 9 * 60 + 30, 15 * 60, 20 * 60, 5 * 60, 1 * 60, 3 * 60] as const;
const SHORTEST_KM = 150;
const LONGEST_KM = 14_500;
/** From gate to gate: at 800 km/h, and half an hour for both ends. */
const minutesFor = (km: number): number => Math.round(((km / 800) * 60 + 30) / 5) * 5;

type Pair = {
  readonly hub: WorldAirport;
  readonly spoke: WorldAirport;
  readonly km: number;
  readonly bank: number;
  readonly worth: number;
};

/** Where carriers are at home. */
const HOMES = new Set(CARRIERS.map(({ hubs }) => hubs[0]));

/** From here on a flight is a far one. */
const FAR_KM = 2_500;

/**
 * What a carrier flies, the best first, near ones and far ones by turns. What is worth to it is how much is going on at both ends, less the farther (for near ones much less), and
 * less again for each more of a day.
 */
function pairsOf({ hubs, country }: WorldCarrier): Pair[] {
  const pairs: Pair[] = [];
  for (const code of hubs) {
    const hub = airportsByCode.get(code);
    if (hub === undefined) throw new Error(`${code}, a hub, is not among the airports`);
    for (const spoke of AIRPORTS) {
      const km = distanceMetres(hub, spoke) / 1_000;
      if (spoke === hub || km < SHORTEST_KM || km > LONGEST_KM) continue;
      const atHome = spoke.city.country.code === country ? 1.6 : 1;
      const far = km > FAR_KM ? (4_000 + km) ** 0.5 : (1_200 + km) ** 0.8;
      // Far ones go where somebody else flies on.
      const onward = km > FAR_KM && HOMES.has(spoke.code) ? 3 : 1;
      const pull = (atHome * onward * Math.sqrt(hub.weight * spoke.weight)) / far;
      for (const [bank] of BANKS.entries()) pairs.push({ hub, spoke, km, bank, worth: pull / (1 + bank * 1.5) });
    }
  }
  const sorted = pairs.toSorted((a, b) => b.worth - a.worth || (a.spoke.code < b.spoke.code ? -1 : 1));
  const [near, far] = [sorted.filter(({ km }) => km <= FAR_KM), sorted.filter(({ km }) => km > FAR_KM)];
  return Array.from({ length: Math.max(near.length, far.length) }, (_, index) => [near[index], far[index]])
    .flat()
    .filter((pair) => pair !== undefined);
}

type Aircraft = {
  readonly name: string;
  readonly upToKm: number;
  readonly cabins: readonly (readonly [Cabin, Pick<ScheduledCabin, 'layout' | 'firstRow' | 'rows' | 'exits'>])[];
};

const FLEET: readonly Aircraft[] = [
  { name: 'ATR 72-600', upToKm: 600, cabins: [['economy', { layout: 'AC DF', firstRow: 2, rows: 18, exits: [2] }]] },
  {
    name: 'Airbus A320neo',
    upToKm: 4_500,
    cabins: [
      ['business', { layout: 'AC DF', firstRow: 1, rows: 3, exits: [] }],
      ['economy', { layout: 'ABC DEF', firstRow: 4, rows: 26, exits: [12, 13] }],
    ],
  },
  {
    name: 'Boeing 787-9',
    upToKm: Infinity,
    cabins: [
      ['business', { layout: 'A DG K', firstRow: 1, rows: 8, exits: [] }],
      ['premium_economy', { layout: 'AC DEF HK', firstRow: 10, rows: 4, exits: [] }],
      ['economy', { layout: 'ABC DEF HJK', firstRow: 20, rows: 22, exits: [20, 31] }],
    ],
  },
];

/** Against economy. */
const CABIN_FACTOR: Readonly<Record<Cabin, number>> = { economy: 1, premium_economy: 1.7, business: 3.4, first: 6 };
/** Of a cabin's seats how many are sold at most at a share of its middle price. The dearest is open as long as there is a seat. */
const LADDER = [
  [0.12, 0.62],
  [0.22, 0.8],
  [0.4, 1],
  [0.7, 1.35],
  [1, 1.9],
] as const;
/** Monday to Sunday, hundredths of a percent. */
const WEEKDAY_PERCENT = [0, -600, -800, 0, 1_200, 400, 1_500];

function cabinsOf({ cabins }: Aircraft, km: number, isInternational: boolean, random: Random): ScheduledCabin[] {
  const rupees = isInternational ? 5_200 + 2.6 * km : 1_900 + 2.1 * km;
  const middle = rupees * (0.85 + 0.3 * random.unit());
  return cabins.map(([cabin, map]) => {
    const seats = seatCount(map);
    return {
      cabin,
      ...map,
      exits: [...map.exits],
      buckets: LADDER.map(([share, price]) => ({
        seats: Math.max(1, Math.round(seats * share)),
        priceMinor: Math.round(middle * CABIN_FACTOR[cabin] * price) * 100,
      })),
      weekdayPercent: [...WEEKDAY_PERCENT],
    };
  });
}

/** Minutes that the clocks of an airport are ahead of UTC in winter of the north. */
function offsetOf(airport: WorldAirport): number {
  const at = new Date('2026-01-15T12:00:00Z');
  return (Date.parse(`${localAt(at, airport.city.timezone)}:00Z`) - at.getTime()) / 60_000;
}

const clock = (minutes: number): number => (((Math.round(minutes / 5) * 5) % DAY) + DAY) % DAY;

/**
 * Schedules of the invented carriers, `size` flights a day or up to 39 more, as many of each: each flies between its hubs and the airports that are worth most to it, out in one wave of the hub and back for
 * another, so that who changes there finds a flight. The same for the same seed; a larger size adds to a smaller one.
 */
export function flightsOf(seed: string, size: number): WorldSchedule[] {
  const pairs = Math.ceil(size / 2 / CARRIERS.length);
  return CARRIERS.flatMap((carrier) =>
    pairsOf(carrier)
      .slice(0, pairs)
      .flatMap((pair, index) => schedulesOf(seed, carrier, pair, index)),
  );
}

/** Out and back. */
function schedulesOf(
  seed: string,
  carrier: WorldCarrier,
  { hub, spoke, km, bank }: Pair,
  index: number,
): WorldSchedule[] {
  const random = new Random(`${seed}/flight/${carrier.code}/${hub.code}/${spoke.code}/${bank}`);
  const isInternational = hub.city.country !== spoke.city.country;
  const minutes = minutesFor(km);
  const aircraft = FLEET.find(({ upToKm }) => km <= upToKm) ?? FLEET[FLEET.length - 1];
  if (aircraft === undefined) throw new Error('no fleet');
  const wave = BANKS[bank] ?? 0;
  const arrival = (BANKS[(bank + 1) % BANKS.length] ?? 0) - random.whole(20, 75);
  const terminal = ({ terminals }: WorldAirport): number => terminals[isInternational ? 1 : 0];
  const weekdays = [1, 2, 3, 4, 5, 6, 7].filter((day) => bank === 0 || day === 1 || random.chance(0.9));
  const cabins = cabinsOf(aircraft, km, isInternational, random);
  const common = { carrier, minutes, weekdays, aircraft: aircraft.name, cabins };
  return [
    {
      ...common,
      id: random.uuid(),
      number: 101 + 2 * index,
      from: hub,
      to: spoke,
      fromTerminal: terminal(hub),
      toTerminal: terminal(spoke),
      departs: clock(wave + random.whole(35, 120)),
    },
    {
      ...common,
      id: random.uuid(),
      number: 102 + 2 * index,
      from: spoke,
      to: hub,
      fromTerminal: terminal(spoke),
      toTerminal: terminal(hub),
      // When it has to leave to be there for the wave, by the clocks over there.
      departs: clock(arrival - minutes - offsetOf(hub) + offsetOf(spoke)),
    },
  ];
}
