import { z } from 'zod';

/** Hundredths of a percent: 1200 is 12 %. */
const percent = z.int().min(-100_000).max(100_000);
const label = z.string().min(1).max(100);
const minor = z.int().min(0).max(1_000_000_000);
const yearDay = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'write it as 12-24');
const day = z.iso.date();
const weekday = z.int().min(1).max(7);
const days = z.int().min(0).max(1_000);

/**
 * A rule of prices, one of `rate_plans.rules`. They are taken in the order of the kinds, whatever their order in the list: season, weekday, lead time, pick-up,
 * length, event, promotion, guests, bounds, rounding. What a kind adds is a percentage of the price so far.
 */
export const rateRule = z.discriminatedUnion('kind', [
  /** Both days are in it; it may run over the end of the year. */
  z.object({ kind: z.literal('season'), from: yearDay, to: yearDay, percent, label }),
  /** ISO weekdays of the night: 1 is Monday. */
  z.object({ kind: z.literal('weekday'), days: z.array(weekday).min(1), percent, label }),
  /** Days from today, at the place, to the arrival; both bounds are in it. */
  z.object({ kind: z.literal('lead_time'), minDays: days.optional(), maxDays: days.optional(), percent, label }),
  /** So much of the type is held or sold in the night, percent, or more. Of several that hold the one with the highest share counts. */
  z.object({ kind: z.literal('pick_up'), soldPercent: z.number().min(0).max(100), percent, label }),
  /** Stays of so many nights or more. Of several that hold the longest counts. */
  z.object({ kind: z.literal('length'), nights: z.int().min(1), percent, label }),
  /** Both days are in it. */
  z.object({ kind: z.literal('event'), from: day, to: day, percent, label }),
  /** Nights from a day to another, both in it. Of several that hold the one that takes off most counts. */
  z.object({ kind: z.literal('promotion'), from: day.optional(), to: day.optional(), percent: percent.max(0), label }),
  /** Per night, beyond the guests that the base price is for: an adult more, and a child more by the first band that reaches its age. */
  z.object({
    kind: z.literal('guests'),
    extraAdultMinor: minor,
    children: z.array(z.object({ toAge: z.int().min(0).max(17), minor })),
  }),
  z.object({ kind: z.literal('bounds'), minMinor: minor.optional(), maxMinor: minor.optional() }),
  /** To a multiple of so many minor units, half of it up. */
  z.object({ kind: z.literal('rounding'), toMinor: z.int().min(1).max(1_000_000_000) }),
]);
export type RateRule = z.infer<typeof rateRule>;
export const rateRules = z.array(rateRule).max(200);

/** What holds for every night of a plan that says nothing else: `rate_plans.restrictions`. */
export const restrictions = z.object({
  closed: z.boolean().optional(),
  minStay: z.int().min(1).optional(),
  maxStay: z.int().min(1).optional(),
  /** Days from today, at the place, to the arrival: so many at least, and at most. */
  minAdvanceDays: days.optional(),
  maxAdvanceDays: days.optional(),
  /** ISO weekdays on which guests may arrive; left out: any. */
  arrivalDays: z.array(weekday).min(1).optional(),
});
export type Restrictions = z.infer<typeof restrictions>;

const included = z.boolean();

/** A tax or fee of a place, one of `properties.taxes`. `included`: prices contain it already. */
export const taxRule = z.discriminatedUnion('kind', [
  /** Of the price of the rooms. With `from` and `to` only where a room night costs that much on average, `[from, to)`, as slabs of Indian GST go by the value of a night. */
  z.object({
    kind: z.literal('percent'),
    percent: z.int().min(0).max(100_000),
    label,
    included,
    from: minor.optional(),
    to: minor.optional(),
  }),
  /** For each room and night. */
  z.object({ kind: z.literal('per_night'), minor, label, included }),
  /** For each person and night; of those who are old enough, and for so many nights at most. */
  z.object({
    kind: z.literal('per_person_night'),
    minor,
    label,
    included,
    fromAge: z.int().min(0).max(120).optional(),
    maxNights: z.int().min(1).optional(),
  }),
  /** Once. */
  z.object({ kind: z.literal('per_stay'), minor, label, included }),
]);
export type TaxRule = z.infer<typeof taxRule>;
export const taxRules = z.array(taxRule).max(50);

/** What is kept of the total. `nights`: what the first nights cost, with their share of the taxes. Percent is in hundredths. */
const fee = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('free') }),
  z.object({ kind: z.literal('nights'), nights: z.int().min(1) }),
  z.object({ kind: z.literal('percent'), percent: z.int().min(0).max(10_000) }),
  z.object({ kind: z.literal('fixed'), minor }),
  z.object({ kind: z.literal('all') }),
]);
export type Fee = z.infer<typeof fee>;

const step = z.object({
  /** Days before the arrival, and the time on the clocks of the place. */
  daysBefore: z.int().min(0).max(1_000),
  at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write it as 18:00'),
  fee,
});

/** What giving a stay back costs: until each cut-off its fee, from far to near, and `after` from the last one on. */
export const cancellationPolicy = z.object({
  steps: z
    .array(step)
    .max(20)
    .refine(
      (steps) =>
        steps.every((each, at) => {
          const before = steps[at - 1];
          if (before === undefined) return true;
          return before.daysBefore > each.daysBefore || (before.daysBefore === each.daysBefore && before.at < each.at);
        }),
      'cut-offs go from far to near',
    ),
  after: fee,
});
export type CancellationPolicy = z.infer<typeof cancellationPolicy>;

/** What a plan has in one night other than usual. */
export type NightOverride = {
  /** Instead of the plan's base, before its rules. */
  readonly priceMinor: number | null;
  readonly closed: boolean;
  readonly closedToArrival: boolean;
  readonly closedToDeparture: boolean;
  readonly minStay: number | null;
  readonly maxStay: number | null;
};

/** By the number of the night (`dayNumber`). */
export type NightOverrides = ReadonlyMap<number, NightOverride>;

/** What a room of a type takes, and how many guests its base price is for. */
export type RoomFacts = {
  readonly maxAdults: number;
  readonly maxChildren: number;
  /** Adults and children together. */
  readonly maxGuests: number;
  readonly baseGuests: number;
};

/** What prices need of a plan. */
export type PlanFacts = { readonly baseMinor: number; readonly rules: readonly RateRule[] };

/** What prices and clocks need of a property. */
export type PropertyFacts = {
  readonly currency: string;
  /** IANA name. */
  readonly timezone: string;
  /** Minutes after midnight. */
  readonly checkInFrom: number;
  readonly checkOutUntil: number;
  /** Children up to this age share a bed and cost nothing; −1: none do. */
  readonly childFreeAge: number;
  readonly taxes: readonly TaxRule[];
};
