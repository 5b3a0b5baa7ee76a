import type { ContestBoard } from '@docket/contracts/http/contest';
import { useMemo, useRef, type RefObject } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { useMedia } from '../../../lib/use-media.ts';
import type { PlacedRow } from '../board-state.ts';
import { formatWords } from '../contest-words.ts';
import { useWindow } from '../use-window.ts';
import { BoardRowView, type BoardLook, type RatingChanges } from './board-row.tsx';
import { ProblemLetter } from './problem-letter.tsx';

type TableProps = {
  readonly board: Pick<ContestBoard, 'problems' | 'firsts'>;
  readonly format: string;
  /** In order; those that are to be shown. */
  readonly rows: readonly PlacedRow[];
  /** Stays below the head, wherever the list is scrolled to. */
  readonly own?: PlacedRow | undefined;
  /** For a room: large type, few rows. */
  readonly large?: boolean;
  readonly scroller?: RefObject<HTMLDivElement | null>;
  readonly className?: string;
  /** What the contest does to ratings, as a column of its own, and what stands above it. */
  readonly ratings?: { readonly head: string; readonly changes: RatingChanges } | undefined;
  readonly current?: { readonly participant: string; readonly label: string | null } | undefined;
};

/** In px, as the rows are placed by them. */
const HEIGHTS = { narrow: 64, wide: 46, large: 72 } as const;
const HEAD = { narrow: 0, wide: 40, large: 56 } as const;

/** Standings as a table. Only rows in sight are drawn; a row whose place changes moves there. */
export function BoardTable({
  board,
  format,
  rows,
  own,
  large = false,
  scroller,
  className,
  ratings,
  current,
}: TableProps) {
  const narrow = !useMedia('(width >= 48rem)');
  const inner = useRef<HTMLDivElement>(null);
  const element = scroller ?? inner;
  const size = narrow ? 'narrow' : large ? 'large' : 'wide';
  const height = HEIGHTS[size];
  const { from, to } = useWindow(element, height, rows.length);
  const words = formatWords(format);
  const { problems, firsts } = board;
  const columns = large
    ? `6rem minmax(20rem,1fr) 6rem ${words.penalty === undefined ? '' : '8rem'} repeat(${problems.length},minmax(5rem,7rem))`
    : `3.5rem minmax(11rem,1fr) 4rem ${words.penalty === undefined ? '' : '5.5rem'} ${ratings === undefined ? '' : '5.5rem'} repeat(${problems.length},minmax(3.25rem,5rem))`;
  const look: BoardLook = useMemo(
    () => ({
      format,
      problems,
      narrow,
      columns,
      changes: ratings?.changes,
      firsts: new Map(firsts.map((first) => [first.label, first])),
    }),
    [format, problems, narrow, columns, firsts, ratings?.changes],
  );
  const wide = `${(large ? 40 : ratings === undefined ? 24 : 29.5) + problems.length * (large ? 5 : 3.25)}rem`;
  return (
    <div
      ref={element}
      tabIndex={0}
      role="group"
      aria-label="Standings"
      className={cx('overflow-auto -outline-offset-2!', large && 'text-2xl', className)}
    >
      <div
        role="table"
        aria-label="Standings"
        aria-rowcount={rows.length + 1}
        style={narrow ? undefined : { minWidth: wide }}
      >
        <div role="rowgroup" className={cx('z-3 border-b border-line bg-sunken', narrow ? 'sr-only' : 'sticky top-0')}>
          <div
            role="row"
            aria-rowindex={1}
            className="caption grid items-center"
            style={{ gridTemplateColumns: columns, height: HEAD[size] }}
          >
            <span role="columnheader" className="px-3 text-right">
              {large ? '#' : 'Place'}
            </span>
            <span role="columnheader" className="sticky left-0 z-1 bg-sunken px-2">
              Name
            </span>
            <span role="columnheader" className="px-2 text-right">
              {words.counts === 'solved' ? 'Solved' : 'Score'}
            </span>
            {words.penalty !== undefined && (
              <span role="columnheader" className="px-2 text-right">
                {words.penalty.label}
              </span>
            )}
            {ratings !== undefined && (
              <span role="columnheader" className="px-2 text-right">
                {ratings.head}
              </span>
            )}
            {problems.map(({ label, colour, title }) => (
              <span key={label} role="columnheader" className="grid justify-items-center" title={title ?? undefined}>
                <ProblemLetter label={label} colour={colour} />
              </span>
            ))}
          </div>
        </div>
        {own !== undefined && (
          <div
            role="rowgroup"
            aria-label="You"
            className="sticky z-2 border-b-2 border-edge/60"
            style={{ top: HEAD[size] }}
          >
            <BoardRowView row={own} look={look} position={rows.indexOf(own) + 2} own style={{ height }} />
          </div>
        )}
        <div role="rowgroup" className="relative" style={{ height: rows.length * height }}>
          {rows.slice(from, to).map((row, offset) => (
            <BoardRowView
              key={row.participant}
              row={row}
              look={look}
              position={from + offset + 2}
              className="absolute inset-x-0 top-0 transition-transform duration-700 ease-in-out"
              style={placeStyle(from + offset, height)}
              {...(current?.participant === row.participant ? { current: true, marked: current.label } : {})}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

const styles = new Map<string, { readonly height: number; readonly transform: string }>();

/** The same object for the same place, so that rows that did not move are not drawn anew. */
function placeStyle(index: number, height: number) {
  const key = `${index} ${height}`;
  let style = styles.get(key);
  if (style === undefined) {
    style = { height, transform: `translateY(${index * height}px)` };
    styles.set(key, style);
  }
  return style;
}
