import { Board, type Changed } from '@docket/contest/board';
import type { ContestEvent } from '@docket/contest/log';
import { ContestState } from '@docket/contest/state';

/** The views whose rows are kept. */
export const keptViews = ['public', 'jury'] as const;
export type KeptView = (typeof keptViews)[number];

/** What a batch of events changed in a view: rows of these participants, or any. */
export type Changes = { all: boolean; readonly rows: Set<string> };

/** A contest in memory: its log folded, and both boards over it. Whoever holds it goes on from `seq`. */
export class BoardKeeper {
  readonly state = new ContestState();
  readonly boards: Readonly<Record<KeptView, Board>> = {
    public: new Board({ kind: 'public' }, this.state),
    jury: new Board({ kind: 'jury' }, this.state),
  };

  get seq(): number {
    return this.state.seq;
  }

  /** Takes the next event. @param changes by view, added to here */
  apply(event: ContestEvent, changes?: Readonly<Record<KeptView, Changes>>): void {
    const touched = this.state.apply(event);
    for (const view of keptViews) {
      const changed = this.boards[view].mark(touched);
      if (changes !== undefined) add(changes[view], changed);
    }
  }

  /** Contest time from which on a view knows no verdicts; null: it knows all. */
  frozenFrom(view: KeptView): number | null {
    const from = view === 'jury' ? Infinity : this.state.publicCursor;
    return Number.isFinite(from) ? from : null;
  }
}

export function noChanges(): Record<KeptView, Changes> {
  return { public: { all: false, rows: new Set() }, jury: { all: false, rows: new Set() } };
}

function add(changes: Changes, changed: Changed): void {
  if (changed === 'all') changes.all = true;
  else for (const id of changed) changes.rows.add(id);
}
