import type { ScheduledCabin } from './shapes.ts';

export type MapSeat = {
  /** Row and letter: `12C`. */
  readonly seat: string;
  readonly kind: 'window' | 'middle' | 'aisle';
  readonly exit: boolean;
};

type CabinMap = Pick<ScheduledCabin, 'layout' | 'firstRow' | 'rows' | 'exits'>;

/** How many seats a cabin has. */
export function seatCount({ layout, rows }: Pick<ScheduledCabin, 'layout' | 'rows'>): number {
  return layout.replaceAll(' ', '').length * rows;
}

/** Seats of a cabin, row by row from the front and from left to right. A seat at the wall is one at the window, also where an aisle is beside it. */
export function seatsOf({ layout, firstRow, rows, exits }: CabinMap): MapSeat[] {
  const letters = [...layout];
  const kinds = letters.map((_, at): MapSeat['kind'] => {
    if (at === 0 || at === letters.length - 1) return 'window';
    return letters[at - 1] === ' ' || letters[at + 1] === ' ' ? 'aisle' : 'middle';
  });
  return Array.from({ length: rows }, (_, index) => firstRow + index).flatMap((row) =>
    letters.flatMap((letter, at) => {
      const kind = kinds[at];
      return letter === ' ' || kind === undefined ? [] : [{ seat: `${row}${letter}`, kind, exit: exits.includes(row) }];
    }),
  );
}
