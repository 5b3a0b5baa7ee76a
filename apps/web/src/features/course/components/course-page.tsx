import {
  changeCourseAssignment,
  deleteCourseAssignment,
  type CourseAssignment,
  type CourseDetail,
  type GradeCell,
} from '@docket/contracts/http/course';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { formatMoment, plural } from '../../../lib/format.ts';
import { useAct } from '../../../lib/use-act.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { RowItem, RowList } from '../../../ui/row-list.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { PhaseBadge } from '../../contest/components/phase-badge.tsx';
import { Statement } from '../../problem/components/statement.tsx';
import { useAssignments, useForgetCourses, useOwnGrades } from '../api/queries.ts';
import { lateWords, mayChange, points } from '../course-words.ts';
import { CourseFrame } from './course-frame.tsx';
import { NewAssignment } from './new-assignment.tsx';

const route = getRouteApi('/courses/$slug');
/** Descriptions come without pictures. */
const NO_FILES: Parameters<typeof Statement>[0]['files'] = [];

export function CoursePage() {
  const { slug } = route.useParams();
  return (
    <CourseFrame slug={slug} title="Assignments">
      {(course) => (
        <>
          {course.description !== '' && <Statement source={course.description} files={NO_FILES} />}
          <Assignments course={course} />
          <p className="text-sm text-muted">
            Staff:{' '}
            {course.staff
              .map(({ username, role }) => (role === 'teacher' ? username : `${username} (assistant)`))
              .join(', ')}
          </p>
          {mayChange(course) && <NewAssignment course={course} />}
        </>
      )}
    </CourseFrame>
  );
}

function Assignments({ course }: { readonly course: CourseDetail }) {
  const assignments = useAssignments(course);
  const own = useOwnGrades(course, course.standing === 'student');
  if (assignments.data === undefined)
    return assignments.isError ? (
      <Failure error={assignments.error} retry={() => void assignments.refetch()} />
    ) : (
      <RowsLoading label="Loading the assignments" rows={4} />
    );
  const { data } = assignments.data;
  if (data.length === 0) return <Empty title="There are no assignments yet" />;
  const cells = new Map(own.data?.assignments.map(({ assignmentId }, at) => [assignmentId, own.data.row.cells[at]]));
  return (
    <RowList aria-label="Assignments">
      {data.map((one) => (
        <Row key={one.assignmentId} course={course} of={one} mine={cells.get(one.assignmentId) ?? undefined} />
      ))}
    </RowList>
  );
}

type RowProps = {
  readonly course: CourseDetail;
  readonly of: CourseAssignment;
  readonly mine: GradeCell | undefined;
};

function Row({ course, of, mine }: RowProps) {
  const dueAt = mine?.dueAt ?? of.dueAt;
  return (
    <RowItem
      data-testid="assignment"
      className="gap-x-5 gap-y-1.5 py-3 md:grid-cols-[minmax(0,1fr)_11rem_auto] md:items-center"
    >
      <div className="grid min-w-0 gap-0.5">
        <p className="flex flex-wrap items-center gap-2">
          <Link to="/contests/$slug" params={{ slug: of.slug }} className="link font-semibold wrap-anywhere">
            {of.title}
          </Link>
          {of.visibility === 'DRAFT' ? <Badge tone="limit">Draft</Badge> : <PhaseBadge phase={of.phase} />}
          {dueAt !== of.dueAt && <Badge tone="note">Extended</Badge>}
        </p>
        <p className="text-sm text-muted tabular-nums">
          Due <time dateTime={dueAt}>{formatMoment(dueAt)}</time>. {lateWords(of.late)}.
        </p>
      </div>
      <p className="text-sm tabular-nums md:text-right">
        {mine?.points != null && <strong>{points(mine.points)} of </strong>}
        {plural(of.maxPoints, 'point')}
        <span className="block text-muted">
          {plural(of.problems, 'problem')}, weight {points(of.weight)}
        </span>
      </p>
      {mayChange(course) && <Acts course={course} of={of} />}
    </RowItem>
  );
}

function Acts({ course, of }: Omit<RowProps, 'mine'>) {
  const forget = useForgetCourses();
  const [deleting, setDeleting] = useState(false);
  const params = { id: course.slug, assignmentId: of.assignmentId };
  const publish = useAct({
    act: () => docket.call(changeCourseAssignment, { params, body: { published: true } }),
    onSuccess: forget,
  });
  const remove = useAct({ act: () => docket.call(deleteCourseAssignment, { params }), onSuccess: forget });
  return (
    <div className="flex flex-wrap gap-2 md:justify-end">
      {of.visibility === 'DRAFT' && (
        <>
          <Link
            to="/contests/$slug/jury/problems"
            params={{ slug: of.slug }}
            className="link self-center text-sm"
            aria-label={`Problems of ${of.title}`}
          >
            Problems
          </Link>
          <Button
            size="small"
            variant="primary"
            aria-label={`Publish ${of.title}`}
            busy={publish.isPending}
            onClick={() => publish.mutate()}
          >
            Publish
          </Button>
          <Button size="small" aria-label={`Delete ${of.title}`} onClick={() => setDeleting(true)}>
            Delete
          </Button>
        </>
      )}
      {publish.isError && <Failure error={publish.error} />}
      {deleting && (
        <ConfirmDialog
          title={`Delete ${of.title}?`}
          action="Delete the assignment"
          keep="Keep the assignment"
          danger
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate()}
          onClose={() => setDeleting(false)}
        >
          <p>It goes with the grades that were given in it. Nobody has handed in anything.</p>
        </ConfirmDialog>
      )}
    </div>
  );
}
