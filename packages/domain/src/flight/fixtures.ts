import type { Cabin } from '@docket/contracts/flight/flight';
import type { Db } from '@docket/db/client';
import { newId } from '@docket/runtime/id';
import { dayAfter } from '@docket/flight/local';
import type { ScheduledCabin } from '@docket/flight/shapes';
import { testCtx } from '@docket/testing/builders';
import { openFlights } from './open-flights.ts';

/** The day so many days from now, by UTC. */
export function inDays(days: number): string {
  return dayAfter(new Date().toISOString().slice(0, 10), days);
}

const AIRPORTS = [
  ['BOM', 'Mumbai', 'IN', 'India', 'Asia/Kolkata', 19.09, 72.87],
  ['DEL', 'Delhi', 'IN', 'India', 'Asia/Kolkata', 28.57, 77.1],
  ['BLR', 'Bengaluru', 'IN', 'India', 'Asia/Kolkata', 13.2, 77.71],
  ['DXB', 'Dubai', 'AE', 'United Arab Emirates', 'Asia/Dubai', 25.25, 55.36],
  ['NRT', 'Tokyo', 'JP', 'Japan', 'Asia/Tokyo', 35.76, 140.39],
  ['HNL', 'Honolulu', 'US', 'United States', 'Pacific/Honolulu', 21.32, -157.92],
] as const;

const SHARES = { childShare: 7_500, infantShare: 1_000 };
const BAGS = { cabinBagKg: 7, checkedBags: 1, checkedBagKg: 20, meal: true, seatChoice: true, ...SHARES };

/** Six airports, a carrier, and two families of fares, into a database that has none. */
export async function makeSky(db: Db): Promise<void> {
  await db.prisma.carrier.createMany({ data: [{ code: '0C', ticketCode: '701', name: 'Coral Air', country: 'IN' }] });
  await db.prisma.airport.createMany({
    data: AIRPORTS.map(([code, city, country, countryName, timezone, lat, lon], index) => ({
      code,
      name: `${city} Airport`,
      city,
      country,
      countryName,
      timezone,
      lat,
      lon,
      connectDomestic: 30,
      connectInternational: 60,
      connectTerminal: 20,
      taxes: [
        { label: `Airport fee ${code}`, minor: 30_000, on: 'domestic', infants: false },
        { label: `Airport fee ${code}`, minor: 90_000, on: 'international', infants: true },
      ],
      rank: index + 1,
      searchText: `${code.toLowerCase()} ${city.toLowerCase()} airport ${countryName.toLowerCase()}`,
    })),
  });
  for (const cabin of ['economy', 'business'])
    await db.prisma.fareFamily.createMany({
      data: [
        {
          cabin,
          code: 'LITE',
          name: 'Lite',
          position: 0,
          addPercent: 0,
          addMinor: 0,
          terms: { ...BAGS, checkedBags: 0, changeFeeMinor: null, refundFeeMinor: null, untilHours: 2 },
        },
        {
          cabin,
          code: 'CLASSIC',
          name: 'Classic',
          position: 1,
          addPercent: 1_000,
          addMinor: 50_000,
          terms: { ...BAGS, changeFeeMinor: 300_000, refundFeeMinor: 200_000, untilHours: 24 },
        },
      ],
    });
}

type Options = {
  /** `08:30` where it departs. */
  readonly at?: string;
  readonly minutes?: number;
  readonly cabin?: Cabin;
  /** Rows of two seats. */
  readonly rows?: number;
  readonly buckets?: ScheduledCabin['buckets'];
  readonly terminals?: readonly [from: number, to: number];
  /** The only day on which it flies; left out: every day from tomorrow on, for ten days. */
  readonly day?: string;
};

let numbers = 100;

/** A schedule from an airport to another, not open for sale yet. */
export async function makeSchedule(db: Db, from: string, to: string, options: Options = {}): Promise<string> {
  const { at = '08:00', minutes = 120, cabin = 'economy', rows = 5, terminals = [0, 0], day } = options;
  const [hours = 0, past = 0] = at.split(':').map(Number);
  const { buckets = [{ seats: 2 * rows, priceMinor: 400_000 }] } = options;
  const first = day ?? inDays(1);
  const id = newId();
  await db.prisma.flightSchedule.create({
    data: {
      id,
      carrierCode: '0C',
      number: (numbers += 1),
      fromCode: from,
      toCode: to,
      fromTerminal: terminals[0],
      toTerminal: terminals[1],
      departs: hours * 60 + past,
      minutes,
      weekdays: [1, 2, 3, 4, 5, 6, 7],
      validFrom: new Date(`${first}T00:00:00Z`),
      validUntil: new Date(`${day ?? inDays(10)}T00:00:00Z`),
      openedUntil: new Date(`${first}T00:00:00Z`),
      aircraft: 'ATR 72-600',
      cabins: [{ cabin, layout: 'A C', firstRow: 1, rows, exits: [1], buckets, weekdayPercent: [0, 0, 0, 0, 0, 0, 0] }],
    },
  });
  return id;
}

export type MadeFlight = { readonly flightId: string; readonly cabinId: string };

/** A flight on one day, open for sale. */
export async function makeFlight(
  db: Db,
  from: string,
  to: string,
  day: string,
  options: Omit<Options, 'day'> = {},
): Promise<MadeFlight> {
  const scheduleId = await makeSchedule(db, from, to, { ...options, day });
  await openFlights(testCtx(db));
  const flight = await db.prisma.datedFlight.findFirstOrThrow({ where: { scheduleId }, include: { cabins: true } });
  return { flightId: flight.id, cabinId: flight.cabins[0]?.id ?? '' };
}

export const ADULT = { kind: 'adult', surname: 'Rao', given: 'Asha', bornOn: '1990-05-17' } as const;
