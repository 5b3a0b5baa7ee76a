import { z } from 'zod';
import { calendarDay } from '../time/instant.ts';
import { inOrder } from '../pairs.ts';

/** Longest stay that is sold at once, nights. */
export const STAY_NIGHTS_MAX = 60;
/** How far ahead nights are sold, days from today at the place. */
export const HORIZON_DAYS = 400;
/** Rooms that one order takes. */
export const ROOMS_MAX = 8;
const ADULTS_MAX = 16;
const CHILDREN_MAX = 8;
/** Whoever is as old as this on the day of arrival is an adult everywhere. */
export const ADULT_AGE = 18;

/** Ages of children on the day of arrival, whole years. */
export const childAges = z
  .array(
    z
      .int()
      .min(0)
      .max(ADULT_AGE - 1),
  )
  .max(CHILDREN_MAX);

/** Who comes: all of them, in all rooms together. The first room takes what divides them unevenly. */
export const party = {
  adults: z.int().min(1, 'there must be an adult').max(ADULTS_MAX),
  childAges,
  rooms: z.int().min(1).max(ROOMS_MAX),
};

/** A stay as somebody asks for one. Nights are days of the place, `[arrival, departure)`. */
export const stayWish = z
  .object({ arrival: calendarDay, departure: calendarDay, ...party })
  .check(inOrder('arrival', 'departure'));
export type StayWish = z.infer<typeof stayWish>;

const number = (low: number, high: number) => z.coerce.number().int().min(low).max(high);

/** The same as query fields; ages as `5,7`. */
export const stayQuery = {
  arrival: calendarDay,
  departure: calendarDay,
  adults: number(1, ADULTS_MAX).default(2),
  rooms: number(1, ROOMS_MAX).default(1),
  children: z
    .string()
    .regex(/^(\d{1,2}(,\d{1,2})*)?$/, 'give ages with commas between them, such as 5,7')
    .default('')
    .transform((text) => (text === '' ? [] : text.split(',').map(Number)))
    .pipe(childAges),
};

/** What is eaten with the night. */
export const board = z.enum(['room_only', 'breakfast', 'half_board', 'full_board', 'all_inclusive']);
export type Board = z.infer<typeof board>;

export const propertyKind = z.enum(['hotel', 'resort', 'apartment', 'hostel', 'guesthouse', 'villa']);
export type PropertyKind = z.infer<typeof propertyKind>;

export const amenity = z.enum([
  'wifi',
  'parking',
  'pool',
  'gym',
  'spa',
  'restaurant',
  'bar',
  'air_conditioning',
  'family_rooms',
  'pets',
  'airport_shuttle',
  'wheelchair',
  'kitchen',
  'beach',
  'ev_charging',
  'washing_machine',
]);
export type Amenity = z.infer<typeof amenity>;

/** One step of how a price came about, in the order in which they were taken. `amountMinor` is what it adds; negative where it takes off. */
export const priceStep = z.object({
  /** Which rule: `base`, `season`, `weekday`, `lead_time`, `pick_up`, `length`, `event`, `member`, `promotion`, `guests`, `bounds`, `rounding`, `tax`, `fee`. */
  kind: z.string(),
  /** For people: "Weekend +12 %". */
  label: z.string(),
  amountMinor: z.int(),
  /** The price contains it already: it is told and adds nothing. */
  included: z.boolean().default(false),
});
export type PriceStep = z.infer<typeof priceStep>;

/** A night of one room and what it costs, without taxes: the steps add up to `priceMinor`. */
export const nightPrice = z.object({ night: z.string(), priceMinor: z.int(), steps: z.array(priceStep) });
export type NightPrice = z.infer<typeof nightPrice>;

/** How a price came about. Nights of all rooms (`room` from 0) and then taxes and fees add up to `totalMinor`. */
export const stayPrice = z.object({
  currency: z.string().length(3),
  rooms: z.array(z.object({ adults: z.int(), childAges: z.array(z.int()), nights: z.array(nightPrice) })),
  /** Taxes and fees of the whole stay. */
  taxes: z.array(priceStep),
  roomsMinor: z.int(),
  taxesMinor: z.int(),
  totalMinor: z.int(),
});
export type StayPrice = z.infer<typeof stayPrice>;

/** A stretch of the time before arrival, and what giving back costs in it. In order of time; the last has no end. */
export const policyStep = z.object({
  /** Until this moment; null for the last step, which ends with the stay. */
  until: z.iso.datetime().nullable(),
  /** The same moment on the clocks of the place, such as `2026-12-24T18:00`. */
  untilLocal: z.string().nullable(),
  /** What is kept of the total, minor units. */
  feeMinor: z.int(),
  /** For people: "Free", "The first night", "50 %". */
  label: z.string(),
});
export type PolicyStep = z.infer<typeof policyStep>;
