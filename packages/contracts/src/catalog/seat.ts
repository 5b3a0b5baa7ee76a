import { z } from 'zod';

/** More seats than the largest hall that is drawn and sold as one. */
export const HALL_MAX_SEATS = 20_000;
/** Places that the standing areas of a hall have together. */
export const HALL_MAX_PLACES = 100_000;

/** `companion` seats belong to the wheelchair space beside them. */
export const seatKind = z.enum(['seat', 'wheelchair', 'companion']);
export type SeatKind = z.infer<typeof seatKind>;

/** A seat of a hall. Lengths on plans are in seat pitches: two neighbours are 1 apart. */
export const planSeat = z.object({
  /** 1-based; what shows, holds and events name a seat by. */
  seat: z.int().min(1),
  /** For people: row and number, `C12`, with what makes it clear where that is not enough, `Stalls 1-11`. Unique in the hall. */
  label: z.string(),
  /** Part of the house, `Balcony`; empty where there is but one. Section, row and number together are unique in the hall. */
  section: z.string(),
  /** Unique in its section. */
  row: z.string(),
  /** Of the seat in its row, as people count them. */
  number: z.string(),
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

/** A part of a hall where people stand, or sit where they like. Its places are alike; each is one number of the hall's, as a seat is. */
export const planArea = z.object({
  /** What bookings name it by; unique in the hall. */
  area: z.string(),
  name: z.string(),
  /** Price zone. */
  zone: z.string(),
  /** Its places are numbered from `first` on, behind all seats and the areas before it. */
  first: z.int().min(1),
  places: z.int().min(1),
  /** Where it is drawn: the middle of a rectangle. */
  x: z.number(),
  y: z.number(),
  width: z.number().positive(),
  height: z.number().positive(),
});
export type PlanArea = z.infer<typeof planArea>;

/** A seat or a place as people find it. `place`: one of the standing area that `section` names, where it stands for no spot of its own. */
export const seatName = z.object({
  label: z.string(),
  section: z.string(),
  row: z.string(),
  number: z.string(),
  kind: z.enum([...seatKind.options, 'place']),
});
export type SeatName = z.infer<typeof seatName>;

/** Seats of one row have this in common: a row is known by its section and its name. */
export function rowKey(seat: { readonly section: string; readonly row: string }): string {
  return JSON.stringify([seat.section, seat.row]);
}

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
