import type { BoardProblem } from '@docket/contracts/contest/board';
import { memo, type CSSProperties } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { formatScore } from '../../../lib/format.ts';
import { RatingChange } from '../../rating/components/rating-change.tsx';
import type { PlacedRow } from '../board-state.ts';
import { formatWords, penaltyText } from '../contest-words.ts';
import { BoardCell, BoardChip, type First } from './board-cell.tsx';

/** By participant. */
export type RatingChanges = ReadonlyMap<string, { readonly before: number | null; readonly after: number }>;

/** What all rows of a board share. */
export type BoardLook = {
  readonly format: string;
  readonly problems: readonly BoardProblem[];
  /** Label of a problem -> who solved it first. */
  readonly firsts: ReadonlyMap<string, { readonly participant: string; readonly certain: boolean }>;
  /** Rows of two lines with chips, as on a phone. */
  readonly narrow: boolean;
  readonly columns: string;
  /** Participant -> what the contest does to their rating; left out where it is not rated. */
  readonly changes?: RatingChanges | undefined;
};

type RowProps = {
  readonly row: PlacedRow;
  readonly look: BoardLook;
  /** On the board, from 1, with the head as the first. */
  readonly position: number;
  readonly style?: CSSProperties;
  readonly own?: boolean;
  readonly className?: string;
  /** Of the resolver: this row is looked at, and this problem of it. */
  readonly current?: boolean;
  readonly marked?: string | null;
};

const KINDS = { individual: undefined, team: undefined, virtual: 'virtual', ghost: undefined } as const;

/** One participant on a board. Drawn anew only when the row itself or its place has changed. */
export const BoardRowView = memo(function BoardRowView(props: RowProps) {
  const { row, look, position, style, own = false, className, current = false, marked } = props;
  const { format, problems, narrow, columns, firsts, changes } = look;
  const change = changes?.get(row.participant);
  const { counts } = formatWords(format);
  const penalty = penaltyText(format, row.penalty);
  const total = counts === 'solved' ? String(row.solved) : formatScore(row.score, null);
  const firstOf = (label: string): First => {
    const first = firsts.get(label);
    if (first?.participant !== row.participant) return undefined;
    return first.certain ? 'certain' : 'maybe';
  };
  const name = (
    <>
      <span className={cx('truncate font-medium', row.standing === 'disqualified' && 'line-through')}>{row.name}</span>
      {(row.group !== null || KINDS[row.kind] !== undefined || row.standing !== 'ranked') && (
        <span className="truncate text-[0.85em] text-muted">
          {[row.group, KINDS[row.kind], row.standing === 'ranked' ? null : row.standing].filter(Boolean).join(' · ')}
        </span>
      )}
    </>
  );
  const shared = {
    role: 'row',
    'aria-rowindex': position,
    'data-testid': own ? 'own-row' : 'board-row',
    'data-name': row.name,
    style: narrow ? style : { ...style, gridTemplateColumns: columns },
  };
  const ground = cx(current ? 'bg-accent-soft' : own ? 'bg-accent-soft' : 'bg-card', 'border-b border-line', className);
  if (narrow)
    return (
      <div {...shared} className={cx('grid content-center gap-1 px-3', ground)}>
        <div role="none" className="flex items-baseline gap-2">
          <span role="cell" className="w-8 shrink-0 font-semibold tabular-nums">
            {row.place ?? '–'}
          </span>
          <span role="rowheader" className="flex min-w-0 grow items-baseline gap-1.5">
            {name}
          </span>
          <span role="cell" className="shrink-0 font-semibold tabular-nums">
            {total}
          </span>
          {penalty !== undefined && (
            <span role="cell" className="shrink-0 text-sm text-muted tabular-nums">
              {penalty}
            </span>
          )}
          {changes !== undefined && (
            <span role="cell" className="shrink-0 text-sm">
              {change !== undefined && <RatingChange {...change} />}
            </span>
          )}
        </div>
        <div role="none" className="flex gap-0.5">
          {problems.map((problem, column) => (
            <BoardChip
              key={problem.label}
              cell={row.cells[column] ?? null}
              problem={problem}
              counts={counts}
              first={firstOf(problem.label)}
            />
          ))}
        </div>
      </div>
    );
  return (
    <div {...shared} className={cx('grid items-center', ground)}>
      <span role="cell" className="px-3 text-right font-semibold tabular-nums">
        {row.place ?? '–'}
      </span>
      <span
        role="rowheader"
        className={cx(
          'sticky left-0 z-1 grid h-full min-w-0 content-center px-2 leading-tight',
          current || own ? 'bg-accent-soft' : 'bg-card',
        )}
      >
        {name}
      </span>
      <span role="cell" className="px-2 text-right font-semibold tabular-nums">
        {total}
      </span>
      {penalty !== undefined && (
        <span role="cell" className="px-2 text-right text-muted tabular-nums">
          {penalty}
        </span>
      )}
      {changes !== undefined && (
        <span role="cell" className="px-2 text-right">
          {change !== undefined && <RatingChange {...change} />}
        </span>
      )}
      {problems.map((problem, column) => (
        <BoardCell
          key={problem.label}
          cell={row.cells[column] ?? null}
          problem={problem}
          counts={counts}
          first={firstOf(problem.label)}
          marked={marked === problem.label}
        />
      ))}
    </div>
  );
});
