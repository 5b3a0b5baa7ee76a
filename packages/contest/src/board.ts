import type { BoardRow, Cell, FirstSolve, HackCount, PlacedRow, Try, View } from './format.ts';
import { firstSolve } from './first-solve.ts';
import type { ContestEvent, ContestProblem, Hack, Participant } from './log.ts';
import { rank } from './rank.ts';
import { isKnown, isShown, seesHack, sightOf, standingOf } from './sight.ts';
import { ContestState, type Touched } from './state.ts';
import { asTry, type Tracked } from './tracked.ts';

/** Ids of the participants whose rows may differ now, or `all`: ask for the whole board again. */
export type Changed = 'all' | readonly string[];

export const NO_HACKS: HackCount = { successes: 0, failures: 0 };

/**
 * A view of a contest, kept up to date event by event. An event marks the cells that it touches; they are folded again when somebody asks for their row.
 * What a view must not see marks nothing in it: `Changed` gives nothing away either.
 */
export class Board {
  readonly state: ContestState;
  #view: View;
  readonly #cells = new Map<string, Map<string, Cell | null>>();
  readonly #rows = new Map<string, BoardRow>();
  readonly #firsts = new Map<string, FirstSolve | null>();
  #problems: readonly ContestProblem[] | null = null;
  #placed: readonly PlacedRow[] | null = null;

  /** Several boards of a contest share a `state`; then it takes the events, and the boards are told by `mark`. */
  constructor(view: View, state: ContestState = new ContestState()) {
    this.#view = view;
    this.state = state;
  }

  /** The board of a log from nothing. */
  static of(log: Iterable<ContestEvent>, view: View): Board {
    const board = new Board(view);
    for (const event of log) board.state.apply(event);
    return board;
  }

  get view(): View {
    return this.#view;
  }

  /** Takes the next event of the log, for a board that has its state to itself. Throws as `ContestState.apply`. */
  apply(event: ContestEvent): Changed {
    return this.mark(this.state.apply(event));
  }

  /** Is told what an event touched in the shared state. */
  mark(touched: Touched): Changed {
    switch (touched.what) {
      case 'nothing':
        return [];
      case 'all':
        return this.#forgetAll();
      case 'cursor':
        return this.#view.kind === 'jury' ? [] : this.#forgetAll();
      case 'participant':
        // A row that comes, goes or is disqualified may give the first solve of any problem to another.
        this.#cells.delete(touched.participant);
        this.#rows.delete(touched.participant);
        this.#firsts.clear();
        this.#placed = null;
        // Of those who are not on the board and were not, not even the id is told.
        return this.#isShown(touched.participant) || (touched.before !== null && isShown(this.#view, touched.before))
          ? [touched.participant]
          : [];
      case 'try':
        return this.#forgetTry(touched.tracked, (time, until) => time <= until);
      case 'verdict':
        return this.#forgetTry(touched.tracked, (time, until, cursor) => isKnown({ cursor, until }, time));
      case 'hack':
        return [...new Set(touched.hacks.flatMap((hack) => (this.#sees(hack) ? this.#forgetHack(hack) : [])))];
      default:
        return touched satisfies never;
    }
  }

  /** Moves a replay to another contest time, forwards or back. */
  replayTo(until: number): Changed {
    const view = this.#view;
    if (view.kind !== 'replay' || view.until === until) return [];
    const from = Math.min(view.until, until);
    const to = Math.max(view.until, until);
    // Hacks are seen from the later of two times on: the attacker's, and that of the try.
    const hacks = [...this.state.hacks.values()].flatMap((own) => [...own.values()]);
    const seen = new Set(hacks.filter((hack) => this.#sees(hack)));
    this.#view = { ...view, until };
    const end = this.state.settings?.duration ?? 0;
    if (from < end && to >= end) return this.#forgetAll();
    const changed = new Set<string>();
    for (const [participant, problems] of this.state.tries) {
      if (participant === view.for || !this.#isShown(participant)) continue;
      for (const tries of problems.values())
        for (const tracked of tries) {
          const time = tracked.submission?.time ?? 0;
          if (time > from && time <= to) for (const id of this.#forgetTry(tracked, () => true)) changed.add(id);
        }
    }
    for (const hack of hacks)
      if (this.#sees(hack) !== seen.has(hack)) for (const id of this.#forgetHack(hack)) changed.add(id);
    return [...changed];
  }

  /** In the order in which `cells` of rows stand. */
  problems(): readonly ContestProblem[] {
    this.#problems ??= [...this.state.problems.values()].toSorted(
      (a, b) => a.ordinal - b.ordinal || (a.label < b.label ? -1 : a.label > b.label ? 1 : 0) || (a.id < b.id ? -1 : 1),
    );
    return this.#problems;
  }

  /** Null: this participant is not on this board. */
  row(participant: string): BoardRow | null {
    const known = this.#rows.get(participant);
    if (known !== undefined) return known;
    const who = this.state.participants.get(participant);
    if (who === undefined || this.state.format === null || !isShown(this.#view, who)) return null;
    const cells = this.problems().map((problem) => this.#cell(who, problem));
    const hacks = this.#hacksOf(participant);
    const totals = this.state.format.row(cells, hacks, this.state.lengthOf(who));
    const row = { participant, standing: standingOf(who), ...totals, cells, hacks };
    this.#rows.set(participant, row);
    return row;
  }

  /** All rows in the order of their places. */
  rows(): readonly PlacedRow[] {
    this.#placed ??= rank(this.unplaced(), (id) => this.state.participants.get(id)?.name ?? '');
    return this.#placed;
  }

  /** All rows in no order, for who ranks them: at 2,000 rows sorting costs more than an event. */
  unplaced(): BoardRow[] {
    return [...this.state.participants.keys()].flatMap((id) => this.row(id) ?? []);
  }

  /** Who solved each problem first; problems that nobody solved are left out. */
  firsts(): FirstSolve[] {
    return this.problems().flatMap(({ id }) => {
      let first = this.#firsts.get(id);
      if (first === undefined) {
        first = firstSolve(this, id);
        this.#firsts.set(id, first);
      }
      return first ?? [];
    });
  }

  /** Tries of a cell that count, as this view knows them, in the order of submission. */
  tries(who: Participant, problem: string): Try[] {
    const { format } = this.state;
    if (format === null) return [];
    const length = this.state.lengthOf(who);
    const { cursor, until } = sightOf(this.#view, this.state, who.id);
    const tries: Try[] = [];
    for (const tracked of this.state.triesOf(who.id, problem)) {
      const time = tracked.submission?.time ?? 0;
      if (tracked.ignored || time > until || !format.counts(time, length)) continue;
      tries.push(asTry(tracked, time, time < cursor, (hack) => this.#sees(hack)));
    }
    return tries;
  }

  #cell(who: Participant, problem: ContestProblem): Cell | null {
    const row = this.#cells.get(who.id) ?? new Map<string, Cell | null>();
    this.#cells.set(who.id, row);
    const known = row.get(problem.id);
    if (known !== undefined) return known;
    const cell = foldCell(this, who, problem);
    row.set(problem.id, cell);
    return cell;
  }

  #hacksOf(participant: string): HackCount {
    const hacks = this.state.hacks.get(participant);
    if (hacks === undefined) return NO_HACKS;
    let successes = 0;
    let failures = 0;
    for (const hack of hacks.values()) {
      if (!this.#sees(hack)) continue;
      if (hack.outcome === 'success') successes += 1;
      if (hack.outcome === 'failure') failures += 1;
    }
    return { successes, failures };
  }

  #sees(hack: Hack): boolean {
    return seesHack(this.#view, this.state, hack);
  }

  /** The rows of both sides. */
  #forgetHack({ participant, submission }: Hack): readonly string[] {
    const tracked = this.state.submissions.get(submission);
    const attacked = tracked === undefined ? [] : this.#forgetTry(tracked, () => true);
    if (!this.#isShown(participant)) return attacked;
    this.#rows.delete(participant);
    this.#placed = null;
    return [...attacked, participant];
  }

  #isShown(participant: string): boolean {
    const who = this.state.participants.get(participant);
    return who !== undefined && isShown(this.#view, who);
  }

  #forgetTry(
    { submission }: Tracked,
    isSeen: (time: number, until: number, cursor: number) => boolean,
  ): readonly string[] {
    if (submission === null || !this.#isShown(submission.participant)) return [];
    const { until, cursor } = sightOf(this.#view, this.state, submission.participant);
    if (!isSeen(submission.time, until, cursor)) return [];
    this.#cells.get(submission.participant)?.delete(submission.problem);
    this.#rows.delete(submission.participant);
    this.#firsts.delete(submission.problem);
    this.#placed = null;
    return [submission.participant];
  }

  #forgetAll(): 'all' {
    this.#cells.clear();
    this.#rows.clear();
    this.#firsts.clear();
    this.#problems = null;
    this.#placed = null;
    return 'all';
  }
}

/** Where a row of a board meets a problem, folded from its tries. Null: not tried. */
export function foldCell(
  board: Pick<Board, 'state' | 'tries'>,
  who: Participant,
  problem: ContestProblem,
): Cell | null {
  const tries = board.tries(who, problem.id);
  const folded = tries.length === 0 ? null : board.state.format?.cell(tries, problem, board.state.lengthOf(who));
  // Nothing but tries that are as if they had never been sent.
  return folded && (folded.tries > 0 || folded.pending > 0) ? folded : null;
}
