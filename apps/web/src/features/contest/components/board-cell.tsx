import type { BoardCell as Cell, BoardProblem } from '@docket/contracts/contest/board';
import { cx } from '../../../lib/class-names.ts';
import { plural } from '../../../lib/format.ts';
import { Icon } from '../../../ui/icons.tsx';
import { clockTime } from '../contest-time.ts';
import { cellMark } from '../contest-words.ts';

type Counts = 'solved' | 'score';
export type First = 'certain' | 'maybe' | undefined;

type CellProps = {
  readonly cell: Cell | null;
  readonly problem: BoardProblem;
  readonly counts: Counts;
  readonly first: First;
  /** Looked at by the resolver. */
  readonly marked?: boolean;
};

/** Whether anything was got. */
const got = (cell: Cell) => cell.solved || cell.score > 0;

function looks(cell: Cell | null): string {
  if (cell === null) return '';
  if (cell.pending > 0 && !cell.solved) return 'bg-note/12 text-note';
  if (cell.solved) return 'bg-ok/14 text-ok';
  return got(cell) ? 'bg-limit/12 text-limit' : 'bg-bad/10 text-bad';
}

/** Where a row meets a problem: tries and time, what is pending, and who was first. */
export function BoardCell({ cell, problem, counts, first, marked = false }: CellProps) {
  return (
    <div role="cell" className="grid h-full p-0.5">
      <div
        data-testid={`cell-${problem.label}`}
        data-state={stateOf(cell)}
        className={cx(
          'relative grid content-center justify-items-center overflow-hidden rounded leading-none tabular-nums',
          looks(cell),
          first === 'certain' && 'ring-2 ring-current ring-inset',
          first === 'maybe' && 'ring-1 ring-current ring-inset',
          marked && 'outline-2 outline-primary',
        )}
      >
        <span className="sr-only">{cellWords(cell, problem, counts, first)}</span>
        {cell !== null && (
          <span aria-hidden="true" className="grid justify-items-center gap-0.5">
            <span className="flex items-center gap-0.5 font-semibold">
              {first !== undefined && <Icon name="star" className="size-[0.9em] fill-current" />}
              {mark(cell, counts)}
            </span>
            {got(cell) && cell.time !== null && <span className="text-[0.8em]">{clockTime(cell.time)}</span>}
          </span>
        )}
      </div>
    </div>
  );
}

/** A problem of a row on a phone: its letter, and by colour and sign what became of it. */
export function BoardChip({ cell, problem, counts, first }: CellProps) {
  return (
    <span
      role="cell"
      data-testid={`cell-${problem.label}`}
      data-state={stateOf(cell)}
      className={cx(
        'grid h-6 max-w-10 min-w-0 grow basis-0 place-items-center overflow-hidden rounded text-xs leading-none whitespace-nowrap tabular-nums',
        cell === null ? 'bg-sunken text-muted' : looks(cell),
        first === 'certain' && 'ring-2 ring-current ring-inset',
        first === 'maybe' && 'ring-1 ring-current ring-inset',
      )}
    >
      <span className="sr-only">{cellWords(cell, problem, counts, first)}</span>
      <span aria-hidden="true">
        {problem.label}
        <span className="max-[26rem]:hidden">{cell === null ? '' : mark(cell, counts)}</span>
        {cell !== null && cell.pending > 0 && <span className="min-[26rem]:hidden">?</span>}
      </span>
    </span>
  );
}

/** `+2`, `−1`, `85`; with `?` where verdicts are not known yet: `−1 ?`. */
function mark(cell: Cell, counts: Counts): string {
  const known = cellMark(counts, cell);
  if (cell.pending === 0 || cell.solved) return known;
  return `${known}${known === '' ? '' : ' '}?${cell.pending > 1 ? cell.pending : ''}`;
}

function stateOf(cell: Cell | null): string {
  if (cell === null) return 'untried';
  if (cell.solved) return 'solved';
  if (cell.pending > 0) return 'pending';
  return got(cell) ? 'partial' : 'wrong';
}

function cellWords(cell: Cell | null, problem: BoardProblem, counts: Counts, first: First): string {
  if (cell === null) return `${problem.label}: not tried`;
  const parts = [
    counts === 'score' ? `${cell.score} points` : cell.solved ? 'solved' : 'not solved',
    ...(got(cell) && cell.time !== null ? [`at ${clockTime(cell.time)}`] : []),
    ...(cell.tries > 0 ? [plural(cell.tries, 'try', 'tries')] : []),
    ...(cell.pending > 0 ? [`${cell.pending} pending`] : []),
    ...(cell.provisional ? ['pretests only'] : []),
    ...(first === undefined ? [] : [first === 'certain' ? 'first to solve' : 'first so far']),
  ];
  return `${problem.label}: ${parts.join(', ')}`;
}
