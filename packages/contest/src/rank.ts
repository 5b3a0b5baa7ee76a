import type { BoardRow, PlacedRow, Standing } from './format.ts';

/** What places depend on; rows may hold whatever else. */
export type Ranked = Pick<BoardRow, 'participant' | 'standing' | 'key'>;

/** Compares sort keys number by number, the lower first. */
export function compareKeys(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const isLast = (standing: Standing): number => (standing === 'disqualified' ? 1 : 0);

/**
 * The order on the board: by key, those who are disqualified below all others, equal ones by name (`nameOf`) and id. Two rows are never equal, so that
 * everybody who ranks the same rows has the same order.
 */
export function compareRows(nameOf: (participant: string) => string): (a: Ranked, b: Ranked) => number {
  return (a, b) =>
    isLast(a.standing) - isLast(b.standing) ||
    compareKeys(a.key, b.key) ||
    compareTexts(nameOf(a.participant), nameOf(b.participant)) ||
    compareTexts(a.participant, b.participant);
}

/**
 * Rows in the order of the board with their places. Equal keys share a place and use up as many (1, 2, 2, 4); rows that are not ranked use up none.
 */
export function rank(rows: readonly BoardRow[], nameOf: (participant: string) => string = () => ''): PlacedRow[] {
  return place(rows.toSorted(compareRows(nameOf)));
}

/** Places of rows that are in order already. */
export function place<R extends Ranked>(sorted: readonly R[]): (R & Pick<PlacedRow, 'place'>)[] {
  let ranked = 0;
  let last: { key: readonly number[]; place: number } | null = null;
  return sorted.map((row) => {
    if (row.standing !== 'ranked') return { ...row, place: null };
    ranked += 1;
    if (last === null || compareKeys(last.key, row.key) !== 0) last = { key: row.key, place: ranked };
    return { ...row, place: last.place };
  });
}

/** The place that a row with this key has, or would have if it is not ranked: such as a virtual participant's among ghosts. */
export function placeAt(rows: readonly Pick<Ranked, 'standing' | 'key'>[], key: readonly number[]): number {
  let better = 0;
  for (const row of rows) if (row.standing === 'ranked' && compareKeys(row.key, key) < 0) better += 1;
  return better + 1;
}

/** By code points, not by a language: the same on every machine. */
function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
