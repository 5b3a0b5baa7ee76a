import type { GradeBook, GradeCell, GradeRow } from '@docket/contracts/http/course';
import { cx } from '../../../lib/class-names.ts';
import { points } from '../course-words.ts';

/** A cell that somebody looks at. */
export type Chosen = {
  readonly row: GradeRow;
  readonly assignment: GradeBook['assignments'][number];
  readonly cell: GradeCell | null;
};

type TableProps = {
  readonly book: GradeBook;
  readonly rows: readonly GradeRow[];
  readonly onChoose: (chosen: Chosen) => void;
};

/** Students down, assignments across. Names and titles stay in sight, whichever way it is scrolled; on a phone the names scroll along, for they would leave no room. */
export function GradeTable({ book, rows, onChoose }: TableProps) {
  return (
    <div
      className="relative max-h-[75vh] overflow-auto box -outline-offset-2!"
      tabIndex={0}
      role="group"
      aria-label="Grade book"
      data-testid="grade-book"
    >
      <table className="w-full border-separate border-spacing-0 text-sm tabular-nums">
        <caption className="sr-only">Points of each student in each assignment, and the total in percent</caption>
        <thead>
          <tr className="*:sticky *:top-0 *:z-10 *:border-b *:border-line *:bg-card *:px-3 *:py-2 *:font-medium">
            <th scope="col" className="z-20! min-w-40 text-left sm:left-0">
              Student
            </th>
            <th scope="col" className="text-right">
              Total
            </th>
            {book.assignments.map((assignment) => (
              <th key={assignment.assignmentId} scope="col" className="max-w-40 min-w-24 text-right align-bottom">
                <span className="line-clamp-2 wrap-anywhere" title={assignment.title}>
                  {assignment.title}
                </span>
                <span className="block text-xs font-normal text-muted">
                  {assignment.visibility === 'DRAFT'
                    ? 'draft'
                    : `of ${points(assignment.maxPoints)}, × ${points(assignment.weight)}`}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={row.studentId}
              data-testid="grade-row"
              data-name={row.name}
              className="*:border-b *:border-line *:px-3 *:py-1.5"
            >
              <th scope="row" className="z-5 max-w-56 bg-card text-left font-medium sm:sticky sm:left-0">
                <span className="line-clamp-2 wrap-anywhere">{row.name}</span>
                <span className="block text-xs font-normal text-muted">
                  {[
                    row.group,
                    row.removed ? 'off the roster' : undefined,
                    row.username === null ? 'no account yet' : undefined,
                  ]
                    .filter((part) => part != null)
                    .join(', ')}
                </span>
              </th>
              <td className="text-right font-semibold">{row.total === null ? '–' : `${points(row.total)}%`}</td>
              {book.assignments.map((assignment, at) => {
                const cell = row.cells[at] ?? null;
                return (
                  <td key={assignment.assignmentId} className="text-right">
                    <button
                      type="button"
                      className="min-h-8 min-w-10 rounded px-1.5 text-right hover:bg-sunken"
                      aria-label={`${row.name}, ${assignment.title}: ${cellWords(cell)}. Change`}
                      onClick={() => onChoose({ row, assignment, cell })}
                    >
                      <CellText cell={cell} />
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Points as they stand in a table: by hand with a star, late with what it cost. */
export function CellText({ cell }: { readonly cell: GradeCell | null }) {
  if (cell === null) return <span className="text-muted">–</span>;
  if (cell.given?.excused === true) return <span className="text-muted">excused</span>;
  return (
    <span className={cx(cell.dropped && 'line-through', !cell.counts && 'text-muted')}>
      {cell.points === null ? '–' : points(cell.points)}
      {cell.given !== null && <span className="text-note">*</span>}
      {cell.given === null && cell.lost > 0 && (
        <span className="block text-xs text-muted no-underline">−{points(cell.lost)} late</span>
      )}
    </span>
  );
}

/** The same, as it is read out. */
export function cellWords(cell: GradeCell | null): string {
  if (cell === null) return 'does not take part';
  if (cell.given?.excused === true) return 'excused';
  const parts = [
    cell.points === null ? 'nothing handed in' : `${points(cell.points)} points`,
    ...(cell.given === null ? [] : ['given by hand']),
    ...(cell.given === null && cell.lost > 0 ? [`${points(cell.lost)} lost by lateness`] : []),
    ...(cell.dropped ? ['left out of the total'] : []),
    ...(cell.counts ? [] : ['not counted yet']),
  ];
  return parts.join(', ');
}
