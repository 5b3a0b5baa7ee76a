import { getGradeBookCsv, type CourseDetail, type GradeBook, type GradeRow } from '@docket/contracts/http/course';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { given } from '../../../lib/given.ts';
import { saveAnswer } from '../../../lib/save-answer.ts';
import { useAct } from '../../../lib/use-act.ts';
import { Button } from '../../../ui/button.tsx';
import { Select } from '../../../ui/field.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { useGradeBook } from '../api/queries.ts';
import { isStaff } from '../course-words.ts';
import { CourseFrame } from './course-frame.tsx';
import { GradeDialog } from './grade-dialog.tsx';
import { GradeTable, type Chosen } from './grade-table.tsx';
import { OwnGrades } from './own-grades.tsx';

const route = getRouteApi('/courses/$slug/grades');

export function GradesPage() {
  const { slug } = route.useParams();
  return (
    <CourseFrame slug={slug} title="Grades">
      {(course) => (isStaff(course) ? <Book course={course} /> : <OwnGrades course={course} />)}
    </CourseFrame>
  );
}

function Book({ course }: { readonly course: CourseDetail }) {
  const book = useGradeBook(course);
  if (book.data === undefined)
    return book.isError ? (
      <Failure error={book.error} retry={() => void book.refetch()} />
    ) : (
      <RowsLoading label="Loading the grade book" />
    );
  return <Loaded course={course} book={book.data} />;
}

function Loaded({ course, book }: { readonly course: CourseDetail; readonly book: GradeBook }) {
  const { group } = route.useSearch();
  const navigate = route.useNavigate();
  const [chosen, setChosen] = useState<Chosen>();
  const save = useAct({
    act: () => saveAnswer(getGradeBookCsv.path.replace(':id', encodeURIComponent(course.slug)), 'grades.csv'),
  });
  const rows = group === undefined ? book.rows : book.rows.filter((row) => row.group === group);
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-3">
        <div className="w-full sm:w-56">
          <Select
            label="Group"
            value={group ?? ''}
            options={[
              { value: '', label: 'All students' },
              ...(course.groups ?? []).map((name) => ({ value: name, label: name })),
            ]}
            onChange={(value) =>
              void navigate({ search: given({ group: value === '' ? undefined : value }), replace: true })
            }
          />
        </div>
        <p className="text-sm text-muted">{meanWords(rows)}</p>
        <Button busy={save.isPending} onClick={() => save.mutate()}>
          Save as CSV
        </Button>
      </div>
      {save.isError && <Failure error={save.error} />}
      {rows.length === 0 ? (
        <Empty title={group === undefined ? 'Nobody is on the roster yet' : 'Nobody is in this group'} />
      ) : (
        <GradeTable book={book} rows={rows} onChoose={setChosen} />
      )}
      {book.dropLowest > 0 && (
        <p className="text-sm text-muted">
          Crossed out: left out of the total, so that it is the best without {book.dropLowest} of the assignments.
        </p>
      )}
      {chosen !== undefined && <GradeDialog course={course} chosen={chosen} onClose={() => setChosen(undefined)} />}
    </>
  );
}

function meanWords(rows: readonly GradeRow[]): string {
  const totals = rows.flatMap(({ removed, total }) => (removed || total === null ? [] : [total]));
  if (totals.length === 0) return 'Nothing is due yet';
  const mean = totals.reduce((sum, total) => sum + total, 0) / totals.length;
  return `Mean of ${totals.length}: ${mean.toFixed(1)}%`;
}
