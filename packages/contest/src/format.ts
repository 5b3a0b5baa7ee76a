import type { z } from 'zod';
import type { ContestProblem, Judgement } from './log.ts';

/**
 * A way to count places: pure, one file each in `formats/`, one line each in `formats.ts`.
 *
 * An event touches the tries of one cell. The format folds these into a `Cell`, and the cells of one row into its totals; nothing of it ever sees another row.
 * Tries come in the order in which they were submitted, so a verdict that arrives late changes nothing but its own cell.
 */
export type ScoringFormat<Options> = {
  readonly name: string;
  /** Reads what the settings hold; each field has a default. */
  readonly options: z.ZodType<Options>;
  /** For how many milliseconds after their own end tries of people are taken; null: for good. Left out: not at all. */
  late?(options: Options): number | null;
  /** Does a submission at this contest time count at all? */
  counts(time: number, context: FormatContext<Options>): boolean;
  /** Tries of one participant at one problem: at least one, in the order of submission. */
  cell(tries: readonly Try[], context: CellContext<Options>): Cell;
  /** `cells` in the order of the problems; null: not tried. */
  row(cells: readonly (Cell | null)[], hacks: HackCount, context: FormatContext<Options>): RowTotals;
};

/** A format whose options have been read: what a board works with. `length` as in `FormatContext`. */
export type BoundFormat = {
  readonly name: string;
  /** As in `ScoringFormat`; 0: not at all. */
  readonly late: number | null;
  counts(time: number, length: number): boolean;
  cell(tries: readonly Try[], problem: ContestProblem, length: number): Cell;
  row(cells: readonly (Cell | null)[], hacks: HackCount, length: number): RowTotals;
};

/** A format as `formats.ts` keeps it: its options are nobody else's business. */
export type Format = {
  readonly name: string;
  readonly options: z.ZodType;
  /** Reads the options and holds on to them. Throws a ZodError for such as the schema refuses. */
  bind(options: unknown): BoundFormat;
};

/** Makes a format fit for the table. */
export function defineFormat<Options>(format: ScoringFormat<Options>): Format {
  return {
    name: format.name,
    options: format.options,
    bind(raw) {
      const options = format.options.parse(raw);
      return {
        name: format.name,
        late: format.late === undefined ? 0 : format.late(options),
        counts: (time, length) => format.counts(time, { options, length }),
        cell: (tries, problem, length) => format.cell(tries, { options, length, problem }),
        row: (cells, hacks, length) => format.row(cells, hacks, { options, length }),
      };
    },
  };
}

export type FormatContext<Options> = {
  readonly options: Options;
  /** How long this participant's contest is, with all extra time. */
  readonly length: number;
};

export type CellContext<Options> = FormatContext<Options> & { readonly problem: ContestProblem };

/** A submission as one view of the contest knows it. */
export type Try = {
  readonly submission: string;
  readonly time: number;
  /** Of the submission's event: orders tries of the same millisecond. */
  readonly seq: number;
  /** Null: not judged yet, or not to be seen in this view. */
  readonly judgement: Judgement | null;
  /** Somebody's hack made it fail. */
  readonly hacked: boolean;
};

export type HackCount = { readonly successes: number; readonly failures: number };

/** What the board shows where a row meets a problem. Times are contest time in milliseconds. */
export type Cell = {
  /** Tries that were judged and count, up to the one that decided the cell and with it. */
  readonly tries: number;
  /** Tries before a decision whose verdict is not known here: waiting for the judge, or in the freeze. */
  readonly pending: number;
  /** All that there is to get was got. */
  readonly solved: boolean;
  /** Points; 0 or 1 where problems are solved or not. */
  readonly score: number;
  /** Of the submission that made the score; null: no score. */
  readonly time: number | null;
  /** Milliseconds that the cell adds to the row's penalty (formats with penalties), or points that wrong tries and time have cost. */
  readonly penalty: number;
  /** Passed only pretests as yet. */
  readonly provisional: boolean;
  /** Points by subtask, in the order of their names; empty without subtasks. */
  readonly subtasks: readonly { readonly name: string; readonly score: number; readonly maxScore: number | null }[];
};

export type RowTotals = {
  readonly solved: number;
  readonly score: number;
  /** In the unit that the format names in `docs/contests.md`, in milliseconds if it is time. */
  readonly penalty: number;
  /** Compared number by number, ascending; rows with equal keys share a place. */
  readonly key: readonly number[];
};

/** Why a row has no place, or `ranked`. */
export type Standing = 'ranked' | 'unofficial' | 'disqualified';

/** One row of a board, complete: what is sent to clients, who rank rows by `key` themselves. */
export type BoardRow = RowTotals & {
  readonly participant: string;
  readonly standing: Standing;
  /** In the order of the board's problems; null: not tried. */
  readonly cells: readonly (Cell | null)[];
  readonly hacks: HackCount;
};

/** A row and where it stands. */
export type PlacedRow = BoardRow & {
  /** From 1; equal keys share the best of their places. Null for rows that are not ranked. */
  readonly place: number | null;
};

/** The first to solve a problem, as far as the view knows. */
export type FirstSolve = {
  readonly problem: string;
  readonly participant: string;
  readonly submission: string;
  readonly time: number;
  /** False while an earlier try of somebody else still waits for its verdict and could take it. */
  readonly certain: boolean;
};

/**
 * Who sees what of the log. `public`: verdicts of tries before the freeze, others as pending, no hidden rows. `frozen`: the same as if nothing had been
 * thawed, where a resolver begins. `jury`: all. `replay`: the public board as it was at contest time `until`, for the virtual participant `for`, who stands
 * among the others and sees their own verdicts.
 */
export type View =
  | { readonly kind: 'public' }
  | { readonly kind: 'frozen' }
  | { readonly kind: 'jury' }
  | { readonly kind: 'replay'; readonly until: number; readonly for: string | null };
