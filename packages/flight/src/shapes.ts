import { cabin } from '@docket/contracts/flight/flight';
import { z } from 'zod';

const minor = z.int().min(0).max(1_000_000_000);
/** Hundredths of a percent: 1200 is 12 %. */
const percent = z.int().min(-10_000).max(100_000);

/** A tax of whoever departs from an airport, one of `airports.taxes`; on flights within the country, abroad, or both. */
export const airportTax = z.object({
  label: z.string().min(1).max(100),
  minor,
  on: z.enum(['domestic', 'international', 'all']),
  /** Infants pay it, too. */
  infants: z.boolean(),
});
export type AirportTax = z.infer<typeof airportTax>;
export const airportTaxes = z.array(airportTax).max(20);

/** A cabin of a schedule, one of `flight_schedules.cabins`. */
export const scheduledCabin = z.object({
  cabin,
  /** Letters of a row with a space for each aisle: `ABC DEF`. */
  layout: z.string().regex(/^[A-HJ-K]+( [A-HJ-K]+)*$/),
  firstRow: z.int().min(1).max(200),
  rows: z.int().min(1).max(200),
  /** Rows at an exit. */
  exits: z.array(z.int()).max(10),
  /** The cheapest first: at most so many are sold at this price for an adult, minor units. */
  buckets: z
    .array(z.object({ seats: z.int().min(0), priceMinor: minor }))
    .min(1)
    .max(12),
  /** Added to the prices of flights on Monday … Sunday, hundredths of a percent. */
  weekdayPercent: z.array(percent).length(7),
});
export type ScheduledCabin = z.infer<typeof scheduledCabin>;
export const scheduledCabins = z.array(scheduledCabin).min(1).max(4);

/** What a fare family includes and allows: `fare_families.terms`. Fees are of each passenger with a seat. */
export const fareTerms = z.object({
  cabinBagKg: z.int().min(0),
  checkedBags: z.int().min(0).max(9),
  checkedBagKg: z.int().min(0),
  meal: z.boolean(),
  seatChoice: z.boolean(),
  changeFeeMinor: minor.nullable(),
  refundFeeMinor: minor.nullable(),
  /** Changed and given back up to so many hours before departure. */
  untilHours: z.int().min(0).max(720),
  /** Of an adult's fare, hundredths of a percent. */
  childShare: z.int().min(0).max(10_000),
  infantShare: z.int().min(0).max(10_000),
});
export type FareTerms = z.infer<typeof fareTerms>;

/** A fare family with what it adds to the price of a bucket. */
export type FamilyFacts = {
  readonly code: string;
  readonly name: string;
  /** Hundredths of a percent of the bucket's price, and minor units for each flight. */
  readonly addPercent: number;
  readonly addMinor: number;
  readonly terms: FareTerms;
};
