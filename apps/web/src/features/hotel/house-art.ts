import type { PropertyKind } from '@docket/contracts/hotel/stay';
import { diceOf } from '../../lib/dice.ts';

/** What the picture of a house is drawn from: its kind and stars say what stands there, its name for machines the light and the details. */
export type HouseArt = {
  readonly kind: PropertyKind;
  readonly time: (typeof TIMES)[number];
  /** Degrees of the colour circle: of the walls, and of what grows. */
  readonly wall: number;
  readonly green: number;
  readonly floors: number;
  readonly columns: number;
  /** 0..1, for whatever a drawing varies. */
  readonly dice: readonly number[];
};

export const TIMES = ['morning', 'day', 'evening', 'night'] as const;

const FLOORS: Readonly<Record<PropertyKind, readonly [least: number, most: number]>> = {
  hotel: [4, 8],
  resort: [2, 3],
  apartment: [5, 7],
  hostel: [3, 4],
  guesthouse: [2, 2],
  villa: [1, 2],
};

/** @param slug of the property @param stars 0 to 5: more of them make a larger house, within its kind */
export function houseArt(slug: string, kind: PropertyKind, stars: number): HouseArt {
  const dice = diceOf(slug, 48);
  const [time = 0, wall = 0, green = 0, floors = 0, columns = 0] = dice;
  const [least, most] = FLOORS[kind];
  const size = (stars + floors * 2) / 7;
  return {
    kind,
    time: TIMES[Math.floor(time * TIMES.length)] ?? 'day',
    wall: Math.round(20 + wall * 60),
    green: Math.round(125 + green * 40),
    floors: least + Math.round(size * (most - least)),
    columns: 3 + Math.round(columns * 2),
    dice: dice.slice(5),
  };
}
