import type { BoardCell, BoardRow } from '@docket/contracts/contest/board';
import type { ContestBoard } from '@docket/contracts/http/contest';
import type { FinalVerdict } from '@docket/contracts/judge/verdict';

/** A submission as its author was told of it. `time` is contest time in milliseconds. */
export type CountedTry = {
  readonly participant: string;
  readonly label: string;
  readonly time: number;
  readonly verdict: FinalVerdict;
};

export type Rules = {
  readonly labels: readonly string[];
  readonly penaltyMinutes: number;
  /** Verdicts of tries from here on are not known; null: all are. */
  readonly hiddenFrom: number | null;
};

type Counted = Pick<BoardCell, 'tries' | 'pending' | 'solved' | 'time' | 'penalty'>;
export type CountedRow = {
  readonly participant: string;
  readonly solved: number;
  readonly penalty: number;
  readonly last: number;
  /** In the order of the labels; null: not tried. */
  readonly cells: readonly (Counted | null)[];
};

const wholeSeconds = (ms: number): number => Math.floor(ms / 1_000) * 1_000;

function countCell(tries: readonly CountedTry[], { penaltyMinutes, hiddenFrom }: Rules): Counted | null {
  let rejected = 0;
  let pending = 0;
  for (const { time, verdict } of tries) {
    if (hiddenFrom !== null && time >= hiddenFrom) pending += 1;
    else if (verdict === 'AC') {
      const penalty = wholeSeconds(time) + rejected * penaltyMinutes * 60_000;
      return { tries: rejected + 1, pending, solved: true, time, penalty };
    } else if (verdict !== 'CE') rejected += 1;
  }
  return rejected + pending === 0 ? null : { tries: rejected, pending, solved: false, time: null, penalty: 0 };
}

/**
 * The rows that follow from what was handed in, by the rules of the ICPC with times in whole seconds. On purpose it has nothing from
 * `packages/contest`, which the board that it is compared with comes from.
 * @param tries in the order in which they were handed in
 */
export function recount(
  participants: readonly string[],
  tries: readonly CountedTry[],
  rules: Rules,
): readonly CountedRow[] {
  return participants.map((participant) => {
    const own = tries.filter((each) => each.participant === participant);
    const cells = rules.labels.map((label) =>
      countCell(
        own.filter((each) => each.label === label),
        rules,
      ),
    );
    const solved = cells.filter((cell) => cell !== null && cell.solved).map((cell) => cell ?? { penalty: 0, time: 0 });
    return {
      participant,
      cells,
      solved: solved.length,
      penalty: solved.reduce((sum, { penalty }) => sum + penalty, 0),
      last: Math.max(0, ...solved.map(({ time }) => wholeSeconds(time ?? 0))),
    };
  });
}

/** The place of each: one more than are better. */
export function placesOf(rows: readonly CountedRow[]): ReadonlyMap<string, number> {
  const isBetter = (a: CountedRow, b: CountedRow): boolean =>
    a.solved !== b.solved ? a.solved > b.solved : a.penalty !== b.penalty ? a.penalty < b.penalty : a.last < b.last;
  return new Map(rows.map((row) => [row.participant, 1 + rows.filter((other) => isBetter(other, row)).length]));
}

/** Who solved a problem first of all; undefined where nobody did. */
function firstOf(rows: readonly CountedRow[], column: number): string | undefined {
  const solved = rows.flatMap(({ participant, cells }) => {
    const time = cells[column]?.time;
    return time == null ? [] : [{ participant, time }];
  });
  return solved.toSorted((a, b) => a.time - b.time)[0]?.participant;
}

/** Compares keys number by number. */
export function compareKeys({ key: a }: Pick<BoardRow, 'key'>, { key: b }: Pick<BoardRow, 'key'>): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

const shown = (cell: Counted | null | undefined): string =>
  cell == null
    ? 'not tried'
    : `${cell.solved ? `solved at ${cell.time} ms` : 'not solved'}, ${cell.tries} tries, ${cell.pending} pending, penalty ${cell.penalty} ms`;

/** Where a board is not what was counted; nothing where it is. */
export function differences(
  board: Pick<ContestBoard, 'rows' | 'firsts'>,
  counted: readonly CountedRow[],
  labels: readonly string[],
): readonly string[] {
  const found: string[] = [];
  const differ = (what: string, on: string | number | undefined, expected: string | number | undefined): void => {
    if (on !== expected)
      found.push(`${what}: the board says ${on ?? 'undefined'}, the submissions say ${expected ?? 'undefined'}`);
  };
  differ('rows', board.rows.length, counted.length);
  const places = placesOf(counted);
  for (const row of counted) {
    const on = board.rows.find(({ participant }) => participant === row.participant);
    if (on === undefined) {
      found.push(`${row.participant} is not on the board`);
      continue;
    }
    differ(`${on.name}, solved`, on.solved, row.solved);
    differ(`${on.name}, penalty`, on.penalty, row.penalty);
    const place = 1 + board.rows.filter((other) => compareKeys(other, on) < 0).length;
    differ(`${on.name}, place`, place, places.get(row.participant));
    labels.forEach((label, column) =>
      differ(`${on.name}, ${label}`, shown(on.cells[column]), shown(row.cells[column])),
    );
  }
  labels.forEach((label, column) =>
    differ(
      `first to solve ${label}`,
      board.firsts.find((first) => first.label === label)?.participant,
      firstOf(counted, column),
    ),
  );
  return found;
}
