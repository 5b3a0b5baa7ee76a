import { Board } from './board.ts';
import { isEqualData } from './equal.ts';
import { firstSolve } from './first-solve.ts';
import type { BoardRow, Cell, FirstSolve } from './format.ts';
import type { ContestEvent, ContestProblem } from './log.ts';
import { ContestState, type Touched } from './state.ts';

/** A row from a contest time on. */
type Step = { readonly from: number; readonly row: BoardRow };

/**
 * The board of a contest as it stood at any contest time, for those who play it afterwards: of each row all that it was, in order, so that a moment is looked up
 * and not folded. What virtual participants do is not in it and costs it nothing; their own rows are folded by themselves. Gives what `Board` with a
 * `replay` gives.
 */
export class Ghosts {
  readonly state = new ContestState();
  readonly #steps = new Map<string, readonly Step[]>();
  /** By problem and by how many of its turns there have been. */
  readonly #firsts = new Map<string, FirstSolve | null>();
  #turns: (readonly number[])[] = [];
  #revision = 0;

  /** Counts changes of what was: whoever holds a board of another revision reads it whole. */
  get revision(): number {
    return this.#revision;
  }

  /** Takes the next event of the log. Throws as `ContestState.apply`. */
  apply(event: ContestEvent): void {
    this.#forget(this.state.apply(event));
  }

  /** In the order in which `cells` of rows stand. */
  problems(): readonly ContestProblem[] {
    return this.#fold(0).problems();
  }

  /** Rows of those who were there, in no order. @param until contest time in milliseconds */
  rows(until: number): BoardRow[] {
    return [...this.state.participants.keys()].flatMap((id) =>
      this.#isGhost(id) ? (rowAt(this.#stepsOf(id), until) ?? []) : [],
    );
  }

  /** The row of a virtual participant among them, with all that they did. Null: there is none. */
  own(participant: string, until: number): BoardRow | null {
    return new Board({ kind: 'replay', until, for: participant }, this.state).row(participant);
  }

  /** Rows that are others at `until` than at `since`, before it or after it. */
  changed(since: number, until: number): BoardRow[] {
    return this.rows(until).filter((row) => rowAt(this.#stepsOf(row.participant), since) !== row);
  }

  /** Who had solved each problem first by then. */
  firsts(until: number): FirstSolve[] {
    const board = this.#fold(until);
    return board.problems().flatMap(({ id }, column) => {
      const turns = (this.#turns[column] ??= this.#turnsOf(column));
      const key = `${id} ${countUpTo(turns, until, (turn) => turn)}`;
      let first = this.#firsts.get(key);
      if (first === undefined) {
        first = firstSolve(
          {
            state: this.state,
            problems: () => board.problems(),
            row: (who) => (this.#isGhost(who) ? (rowAt(this.#stepsOf(who), until) ?? null) : null),
            tries: (who, problem) => board.tries(who, problem),
          },
          id,
        );
        this.#firsts.set(key, first);
      }
      return first ?? [];
    });
  }

  /** Contest times at which a cell of a problem became another, ascending. */
  #turnsOf(column: number): readonly number[] {
    const turns: number[] = [];
    for (const id of this.state.participants.keys())
      if (this.#isGhost(id))
        this.#stepsOf(id).forEach(({ from, row }, at, steps) => {
          if (row.cells[column] !== steps[at - 1]?.row.cells[column]) turns.push(from);
        });
    return turns.toSorted((x, y) => x - y);
  }

  get #duration(): number {
    return this.state.settings?.duration ?? 0;
  }

  #fold(until: number): Board {
    return new Board({ kind: 'replay', until, for: null }, this.state);
  }

  #stepsOf(id: string): readonly Step[] {
    const known = this.#steps.get(id);
    if (known !== undefined) return known;
    const steps: Step[] = [];
    for (const from of this.#times(id)) {
      const row = this.#fold(from).row(id);
      if (row === null) continue;
      const before = steps.at(-1)?.row;
      if (before === undefined || !isEqualData(before, row)) steps.push({ from, row: sharing(row, before) });
    }
    this.#steps.set(id, steps);
    return steps;
  }

  /** When a row may have become another. At the end what was frozen is shown, as far as it was thawed. */
  #times(id: string): number[] {
    const times = new Set([0, this.#duration]);
    for (const tries of this.state.tries.get(id)?.values() ?? [])
      for (const { submission, hacks } of tries) {
        const time = submission?.time ?? 0;
        times.add(time);
        for (const hack of hacks.values()) times.add(Math.max(time, hack.time));
      }
    for (const hack of this.state.hacks.get(id)?.values() ?? [])
      times.add(Math.max(hack.time, this.state.submissions.get(hack.submission)?.submission?.time ?? 0));
    return [...times].filter((time) => time >= 0 && time <= this.#duration).toSorted((a, b) => a - b);
  }

  #forget(touched: Touched): void {
    switch (touched.what) {
      case 'nothing':
        return;
      case 'all':
      case 'cursor':
      case 'hack':
        this.#steps.clear();
        break;
      case 'participant':
        this.#steps.delete(touched.participant);
        if (this.#isVirtual(touched.participant)) return;
        break;
      case 'try':
      case 'verdict': {
        const by = touched.tracked.submission?.participant;
        if (by === undefined || this.#isVirtual(by)) return;
        this.#steps.delete(by);
        break;
      }
      default:
        touched satisfies never;
    }
    this.#firsts.clear();
    this.#turns = [];
    this.#revision += 1;
  }

  #isVirtual(id: string): boolean {
    return this.state.participants.get(id)?.kind === 'virtual';
  }

  #isGhost(id: string): boolean {
    const who = this.state.participants.get(id);
    return who !== undefined && who.kind !== 'virtual' && !who.hidden;
  }
}

function rowAt(steps: readonly Step[], until: number): BoardRow | undefined {
  return steps[countUpTo(steps, until, ({ from }) => from) - 1]?.row;
}

/** How many of them, which ascend by `of`, are not beyond a bound. */
function countUpTo<T>(sorted: readonly T[], bound: number, of: (one: T) => number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const one = sorted[middle];
    if (one !== undefined && of(one) <= bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The row, with the very cells of the one before where they are equal: there are thousands of both. */
function sharing(row: BoardRow, before: BoardRow | undefined): BoardRow {
  if (before === undefined) return row;
  const cells = row.cells.map((cell, at): Cell | null => {
    const known = before.cells[at] ?? null;
    return isEqualData(known, cell) ? known : cell;
  });
  return { ...row, cells };
}
