import type { SeatKind } from '@docket/contracts/catalog/seat';
import type { SeatLook } from './seat-words.ts';

/** Price zones that have a drawing of their own; further ones repeat them. */
const ZONE_MARKS = [
  '',
  'M-2 1a2 2 0 1 1 4 0a2 2 0 1 1-4 0',
  'M-4 1H4',
  'M-4.500 1a1.500 1.500 0 1 1 3 0a1.500 1.500 0 1 1-3 0M1.500 1a1.500 1.500 0 1 1 3 0a1.500 1.500 0 1 1-3 0',
  'M0-2.500V4.500M-3.500 1H3.500',
  'M-3.500 3.500L0-2.500L3.500 3.500Z',
];
export const ZONE_LOOKS = ZONE_MARKS.length;

/** All outlines run clockwise, so that a mark inside a seat is no hole in it. A seat from above on a square of 19: back rest up, arms at the sides. */
const SEAT =
  'M-9.500-4.500Q-9.500-9.500-4.500-9.500H4.500Q9.500-9.500 9.500-4.500V7Q9.500 9.500 7 9.500H-7Q-9.500 9.500-9.500 7Z';
const TICK = 'M-5.800 .400L-3.900-1.500L-1.500 .900L3.900-4.900L5.800-3.100L-1.500 4.700Z';
/** Smaller, and crossed out. */
const TAKEN =
  'M-6.500-5Q-6.500-6.500-5-6.500H5Q6.500-6.500 6.500-5V5Q6.500 6.500 5 6.500H-5Q-6.500 6.500-6.500 5ZM-3.500-3.500L3.500 3.500M3.500-3.500L-3.500 3.500';

/** The letter H. */
const HOUSE = 'M-3.500-4V6M3.500-4V6M-3.500 1H3.500';

/** The outline of a seat. Shapes differ by what the seat is and by zone: colours are not needed to tell them apart. */
export function seatShape(look: SeatLook, zone: number, kind: SeatKind): string {
  if (look === 'taken') return TAKEN;
  if (look === 'house') return SEAT + HOUSE;
  if (look === 'chosen' || look === 'own') return SEAT + TICK;
  return SEAT + (kind === 'seat' ? (ZONE_MARKS[zone % ZONE_LOOKS] ?? '') : KIND_MARKS[kind]);
}

const KIND_MARKS: Record<Exclude<SeatKind, 'seat'>, string> = {
  // A person in a wheelchair, as on signs.
  wheelchair:
    'M-1.500-6.200a1.100 1.100 0 1 1-.010 0M-1.200-3.500V1H2.500L4.500 5.500M-3 -.800a3.900 3.900 0 1 0 5 5.200',
  companion: 'M0-3V5M-4 1H4M-6-6H6',
};

/** Side of the square the shapes are drawn on. */
export const SHAPE_SIZE = 19;
