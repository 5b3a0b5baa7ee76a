import type { Db } from '@docket/db/client';
import { newId } from '@docket/runtime/id';
import type { CancellationPolicy, RateRule, Restrictions, TaxRule } from '@docket/stay/shapes';
import { dayNumber, dayOf } from '@docket/stay/day';
import { openRoomType } from './rooms.ts';
import { change } from '../spine/emit.ts';
import { testCtx } from '@docket/testing/builders';

export const BASE_MINOR = 420_000;

/** Free until the day before at 18:00, then the first night, and all of it from the day of arrival on. */
export const POLICY: CancellationPolicy = {
  steps: [
    { daysBefore: 1, at: '18:00', fee: { kind: 'free' } },
    { daysBefore: 0, at: '00:00', fee: { kind: 'nights', nights: 1 } },
  ],
  after: { kind: 'all' },
};

const GST: TaxRule = { kind: 'percent', percent: 1_200, label: 'GST', included: false };

export type House = {
  readonly propertyId: string;
  readonly slug: string;
  readonly roomTypeId: string;
  readonly planId: string;
};

type Options = {
  readonly rooms?: number;
  readonly overbooking?: number;
  readonly rules?: readonly RateRule[];
  readonly restrictions?: Restrictions;
  readonly policy?: CancellationPolicy;
  readonly taxes?: readonly TaxRule[];
  readonly currency?: string;
  readonly name?: string;
  readonly timezone?: string;
};

/** A house in Goa with one type of room, for two adults and two children, and one plan. Its nights are on sale. */
export async function makeHouse(db: Db, options: Options = {}): Promise<House> {
  const house = { propertyId: newId(), slug: `house-${newId().slice(-12)}`, roomTypeId: newId(), planId: newId() };
  const placeId = newId();
  const { rooms = 3, overbooking = 0, currency = 'INR', name = 'Sea View', timezone = 'Asia/Kolkata' } = options;
  await db.prisma.place.create({
    data: {
      id: placeId,
      slug: `place-${placeId.slice(-12)}`,
      name: 'Goa',
      country: 'IN',
      countryName: 'India',
      timezone,
      lat: 15.5,
      lon: 73.8,
      population: 1_000,
      searchText: 'goa india',
    },
  });
  await db.prisma.property.create({
    data: {
      id: house.propertyId,
      slug: house.slug,
      placeId,
      name,
      kind: 'hotel',
      stars: 4,
      area: 'Candolim',
      address: '1 Beach Road',
      lat: 15.5,
      lon: 73.8,
      timezone,
      currency,
      description: '',
      amenities: ['wifi'],
      taxes: [...(options.taxes ?? [GST])],
    },
  });
  await db.prisma.roomType.create({
    data: {
      id: house.roomTypeId,
      propertyId: house.propertyId,
      name: 'Double',
      beds: '1 double bed',
      maxAdults: 2,
      maxChildren: 2,
      maxGuests: 4,
      baseGuests: 2,
      rooms,
      overbooking,
      amenities: [],
      position: 0,
    },
  });
  await db.prisma.ratePlan.create({
    data: {
      id: house.planId,
      roomTypeId: house.roomTypeId,
      name: 'Flexible',
      board: 'breakfast',
      baseMinor: BASE_MINOR,
      rules: [...(options.rules ?? [])],
      restrictions: { ...options.restrictions },
      policy: JSON.parse(JSON.stringify(options.policy ?? POLICY)),
      position: 0,
    },
  });
  await change(testCtx(db), (tx) => openRoomType(tx, { roomTypeId: house.roomTypeId, rooms, overbooking }));
  return house;
}

/** The day so many days from now, by the clocks of Goa. */
export function inDays(days: number): string {
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Kolkata', dateStyle: 'short' }).format(new Date());
  return dayOf(dayNumber(today) + days);
}

/** What a night of a plan has other than usual. */
export async function override(
  db: Db,
  house: House,
  day: string,
  what: {
    readonly priceMinor?: number;
    readonly closed?: boolean;
    readonly closedToArrival?: boolean;
    readonly closedToDeparture?: boolean;
    readonly minStay?: number;
  },
): Promise<void> {
  await db.prisma.ratePlanNight.create({ data: { planId: house.planId, night: dayNumber(day), ...what } });
}
