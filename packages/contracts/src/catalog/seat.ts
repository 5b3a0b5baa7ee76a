import { z } from 'zod';

/** More seats than the largest hall that is drawn and sold as one. */
export const HALL_MAX_SEATS = 20_000;

/** `companion` seats belong to the wheelchair space beside them. */
export const seatKind = z.enum(['seat', 'wheelchair', 'companion']);
export type SeatKind = z.infer<typeof seatKind>;

/** A seat of a hall. Lengths on plans are in seat pitches: two neighbours are 1 apart. */
export const planSeat = z.object({
  /** 1-based; what shows, holds and events name a seat by. */
  seat: z.int().min(1),
  /** What is printed on it: row and number, `C12`. Unique in the hall. */
  label: z.string(),
  /** Part of the house, `Balcony`; empty where there is but one. */
  section: z.string(),
  /** Unique in the hall. */
  row: z.string(),
  /** Place in the row; neighbours differ by one, an aisle between them makes it more. */
  column: z.int(),
  /** Price zone. */
  zone: z.string(),
  /** Centre of the seat; x grows to the right, y away from the stage. */
  x: z.number(),
  y: z.number(),
  kind: seatKind,
});
export type PlanSeat = z.infer<typeof planSeat>;

export const point = z.object({ x: z.number(), y: z.number() });
export type Point = z.infer<typeof point>;

/** What everybody looks at: where it is and how large, as a rectangle around `x`, `y`. */
export const planFront = z.object({
  kind: z.enum(['screen', 'stage', 'pitch']),
  label: z.string(),
  x: z.number(),
  y: z.number(),
  width: z.number().positive(),
  height: z.number().positive(),
});
export type PlanFront = z.infer<typeof planFront>;

export const planZone = z.object({ id: z.string(), name: z.string() });
