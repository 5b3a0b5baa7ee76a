import { Board, foldCell, NO_HACKS } from './board.ts';
import { isEqualData } from './equal.ts';
import { firstSolve } from './first-solve.ts';
import type { BoardRow, Cell, FirstSolve } from './format.ts';
import type { ContestEvent, ContestProblem, Participant } from './log.ts';
import { standingOf } from './sight.ts';
import { ContestState, type Touched } from './state.ts';

/** A row from a contest time on. */
type Step = { readonly from: number; readonly row: BoardRow };
/** Who is the first from a contest time on. */
type First = { readonly from: number; readonly first: FirstSolve | null };

/**
 * The board of a contest as it stood at any contest time, for those who play it afterwards: of each row all that it was, in order, so that a moment is looked up
 * and not folded. What virtual participants do is not in it and costs it nothing; their own rows are folded by themselves. Gives what `Board` with a
 * `replay` gives.
 */
export class Ghosts {
  readonly state = new ContestState();
  readonly #steps = new Map<string, readonly Step[]>();
  /** By column. */
  #firsts: (readonly First[])[] = [];
  #problems: readonly ContestProblem[] | null = null;
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
    return (this.#problems ??= this.#fold(0).problems());
  }

  /** Makes what is not made yet, of one participant at a time, for whoever has something else to do in between. */
  *make(): Generator<void> {
    for (const id of this.state.participants.keys())
      if (this.#isGhost(id) && !this.#steps.has(id)) {
        this.#stepsOf(id);
        yield;
      }
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
    return this.problems().flatMap(({ id }, column) => {
      const spans = (this.#firsts[column] ??= this.#firstsOf(id, column));
      return spans[countUpTo(spans, until, ({ from }) => from) - 1]?.first ?? [];
    });
  }

  /** Who is the first at a problem, from which contest time on. */
  #firstsOf(problem: string, column: number): readonly First[] {
    const turns = this.#turnsOf(column);
    const spans: First[] = [];
    for (let at = 0; at < turns.length;) {
      const from = turns[at] ?? 0;
      const first = this.#firstAt(problem, from);
      spans.push({ from, first });
      at = first === null || this.state.hacks.size > 0 ? at + 1 : this.#nextTurn(turns, at, first, column);
    }
    return spans;
  }

  /** What comes later is not earlier: until the end, when the frozen is shown, only their own cell can take it from whoever is the first. */
  #nextTurn(turns: readonly number[], at: number, { participant }: FirstSolve, column: number): number {
    const now = turns[at] ?? 0;
    const own = this.#stepsOf(participant).find(
      ({ from, row }, n, steps) => from > now && row.cells[column] !== steps[n - 1]?.row.cells[column],
    );
    const next = Math.min(own?.from ?? Infinity, now < this.#duration ? this.#duration : Infinity);
    const turn = turns.findIndex((each) => each >= next);
    return turn === -1 ? turns.length : turn;
  }

  #firstAt(problem: string, until: number): FirstSolve | null {
    const board = this.#fold(until);
    return firstSolve(
      {
        state: this.state,
        problems: () => board.problems(),
        row: (who) => (this.#isGhost(who) ? (rowAt(this.#stepsOf(who), until) ?? null) : null),
        tries: (who, id) => board.tries(who, id),
      },
      problem,
    );
  }

  /** Contest times at which a cell of a problem became another, ascending, each once. */
  #turnsOf(column: number): readonly number[] {
    const turns = new Set<number>();
    for (const id of this.state.participants.keys())
      if (this.#isGhost(id))
        this.#stepsOf(id).forEach(({ from, row }, at, steps) => {
          if (row.cells[column] !== steps[at - 1]?.row.cells[column]) turns.add(from);
        });
    return [...turns].toSorted((x, y) => x - y);
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
    const who = this.state.participants.get(id);
    const steps: Step[] = [];
    for (const [from, touched] of who === undefined ? [] : this.#times(id)) {
      const before = steps.at(-1)?.row;
      const row = who === undefined ? null : this.#rowFrom(who, from, touched, before);
      if (row !== null && row !== before) steps.push({ from, row });
    }
    this.#steps.set(id, steps);
    return steps;
  }

  /** The row at a contest time at which only some of its cells can be others than before; with the very cells of before where they are equal. */
  #rowFrom(
    who: Participant,
    from: number,
    touched: ReadonlySet<string>,
    before: BoardRow | undefined,
  ): BoardRow | null {
    const board = this.#fold(from);
    const { format } = this.state;
    if (format === null) return null;
    let changed = before === undefined;
    const cells = this.problems().map((problem, column): Cell | null => {
      const was = before?.cells[column] ?? null;
      if (before !== undefined && !touched.has(problem.id)) return was;
      const cell = foldCell(board, who, problem);
      if (isEqualData(was, cell)) return was;
      changed = true;
      return cell;
    });
    if (this.state.hacks.size > 0) {
      const row = board.row(who.id);
      if (row === null || isEqualData(before, row)) return before ?? null;
      return { ...row, cells };
    }
    if (!changed) return before ?? null;
    return {
      participant: who.id,
      standing: standingOf(who),
      ...format.row(cells, NO_HACKS, this.state.lengthOf(who)),
      cells,
      hacks: NO_HACKS,
    };
  }

  /** When a row may have become another, and at which problems. At the end what was frozen is shown, as far as it was thawed. */
  #times(id: string): [number, ReadonlySet<string>][] {
    const times = new Map<number, Set<string>>();
    const touch = (time: number, problem: string | undefined) => {
      if (time < 0 || time > this.#duration) return;
      const touched = times.get(time) ?? new Set();
      times.set(time, touched);
      if (problem !== undefined) touched.add(problem);
    };
    touch(0, undefined);
    touch(this.#duration, undefined);
    for (const [problem, tries] of this.state.tries.get(id) ?? []) {
      touch(this.#duration, problem);
      for (const { submission, hacks } of tries) {
        const time = submission?.time ?? 0;
        touch(time, problem);
        for (const hack of hacks.values()) touch(Math.max(time, hack.time), problem);
      }
    }
    for (const hack of this.state.hacks.get(id)?.values() ?? [])
      touch(Math.max(hack.time, this.state.submissions.get(hack.submission)?.submission?.time ?? 0), undefined);
    return [...times].toSorted(([a], [b]) => a - b);
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
    this.#firsts = [];
    this.#problems = null;
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
