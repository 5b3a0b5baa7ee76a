import { z } from 'zod';

/** What every zone has a price for, and what a seat costs when nothing else is said. */
export const FULL_PRICE = 'full';
/** Price classes of a show beside the full price. */
export const PRICE_CLASSES_MAX = 12;

export const priceClassId = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use small letters, digits and single dashes')
  .max(30);
export const price = z.int().min(0).max(100_000_000);
/** Minor units by zone. */
export const zonePrices = z.record(z.string().min(1).max(60), price);

/** Who may have a class, as data: all that are given must hold. `classFaults` of the domain is the one place that reads them. */
export const classRules = z
  .object({
    /** What its holder shows at the door, such as `Student card`. For people; the others are kept by the platform. */
    proof: z.string().trim().min(1, 'must not be empty').max(100),
    /** Sold only with a voucher that names this class: for members, or whoever was given one. */
    withVoucher: z.boolean(),
    /** Most seats of the class in one booking. */
    perBooking: z.int().min(1).max(50),
    /** At most so many for each seat at the full price in the same booking: a child comes with an adult. */
    perFullPrice: z.int().min(1).max(50),
    /** Percent of the show's seats that may go at this price, over all bookings. */
    share: z.int().min(1).max(100),
  })
  .partial();
export type ClassRules = z.infer<typeof classRules>;

/** A price beside the full one, such as for children, students or members. */
export const priceClass = z.object({
  class: priceClassId.refine((id) => id !== FULL_PRICE, `${FULL_PRICE} is what zones cost`),
  /** For people: `Child (up to 12)`. */
  name: z.string().trim().min(1, 'must not be empty').max(60),
  /** Zones without a price are not sold in this class. */
  prices: zonePrices,
  rules: classRules.default({}),
});
export type PriceClass = z.infer<typeof priceClass>;

/** Each class once. */
export const priceClasses = z
  .array(priceClass)
  .max(PRICE_CLASSES_MAX)
  .check((context) => {
    const seen = new Set<string>();
    for (const [at, { class: id }] of context.value.entries()) {
      if (seen.has(id))
        context.issues.push({ code: 'custom', path: [at, 'class'], message: `${id} is there already`, input: id });
      seen.add(id);
    }
  });
