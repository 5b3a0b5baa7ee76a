import type { PlacedSeat } from './hall-file.ts';

type Named = Pick<PlacedSeat, 'section' | 'row' | 'number' | 'prefix'>;

/**
 * What seats are called, for people: row and number, `C12`. Where that could be read in two ways (row 1 seat 11 and row 11 seat 1 are both `111`) there is a
 * dash between them, `1-11`; where rows of several sections are called the same, the section stands before them, `Stalls 1-11`. It is one way for a
 * whole hall. A label identifies nothing by itself: section, row and number do.
 */
export function labelsOf(seats: readonly Named[]): string[] {
  const dashed = seats.some(runsTogether) || hasTwins(seats, (seat) => seat.row + seat.number, splitOf);
  const short = (seat: Named): string => `${seat.prefix}${seat.row}${dashed ? '-' : ''}${seat.number}`;
  const sections = hasTwins(seats, short, (seat) => seat.section);
  return seats.map((seat) =>
    sections && seat.section !== '' && seat.prefix === '' ? `${seat.section} ${short(seat)}` : short(seat),
  );
}

/** A digit at the end of the row beside a digit at the beginning of the number. */
function runsTogether({ row, number }: Named): boolean {
  return /\d$/.test(row) && /^\d/.test(number);
}

function splitOf({ row, number }: Named): string {
  return JSON.stringify([row, number]);
}

/** Are there two that are called the same and are not the same? */
function hasTwins(seats: readonly Named[], name: (seat: Named) => string, is: (seat: Named) => string): boolean {
  const seen = new Map<string, string>();
  return seats.some((seat) => {
    const [called, own] = [name(seat), is(seat)];
    const before = seen.get(called) ?? own;
    seen.set(called, before);
    return before !== own;
  });
}
