import type { CourseDetail } from '@docket/contracts/http/course';
import { Link } from '@tanstack/react-router';
import { formatMoment } from '../../../lib/format.ts';
import { RowItem, RowList } from '../../../ui/row-list.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { useOwnGrades } from '../api/queries.ts';
import { points } from '../course-words.ts';
import { cellWords } from './grade-table.tsx';

/** One's own grades, and nobody else's. */
export function OwnGrades({ course }: { readonly course: CourseDetail }) {
  const own = useOwnGrades(course, true);
  if (own.data === undefined)
    return own.isError ? (
      <Failure error={own.error} retry={() => void own.refetch()} />
    ) : (
      <RowsLoading label="Loading your grades" rows={4} />
    );
  const { assignments, row, dropLowest } = own.data;
  if (assignments.length === 0) return <Empty title="There are no assignments yet" />;
  return (
    <>
      <p className="text-lg" data-testid="total">
        {row.total === null ? (
          'Nothing is due yet'
        ) : (
          <>
            Total so far: <strong className="tabular-nums">{points(row.total)}%</strong>
          </>
        )}
      </p>
      <RowList aria-label="Your grades">
        {assignments.map((assignment, at) => {
          const cell = row.cells[at] ?? null;
          return (
            <RowItem
              key={assignment.assignmentId}
              data-testid="own-grade"
              className="gap-x-5 py-2.5 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)] sm:items-center"
            >
              <div className="min-w-0">
                <Link
                  to="/contests/$slug"
                  params={{ slug: assignment.slug }}
                  className="link font-semibold wrap-anywhere"
                >
                  {assignment.title}
                </Link>
                <p className="text-sm text-muted tabular-nums">
                  Due {formatMoment(cell?.dueAt ?? assignment.dueAt)}, weight {points(assignment.weight)}
                </p>
              </div>
              <div className="text-sm tabular-nums sm:text-right">
                <p>
                  {cell?.points != null && <strong>{points(cell.points)} </strong>}
                  of {points(assignment.maxPoints)}
                </p>
                <p className="text-muted">{cellWords(cell)}</p>
                {cell?.given != null && <p className="wrap-anywhere">“{cell.given.reason}”</p>}
              </div>
            </RowItem>
          );
        })}
      </RowList>
      {dropLowest > 0 && (
        <p className="text-sm text-muted">
          {dropLowest === 1
            ? 'Your lowest grade is left out of the total.'
            : `Your ${dropLowest} lowest grades are left out of the total.`}
        </p>
      )}
    </>
  );
}
