import { giveGrade, type CourseDetail } from '@docket/contracts/http/course';
import { Link } from '@tanstack/react-router';
import { docket } from '../../../lib/docket.ts';
import { formatMoment } from '../../../lib/format.ts';
import { useForm } from '../../../lib/use-form.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { toast } from '../../../ui/toast.tsx';
import { useForgetCourses } from '../api/queries.ts';
import { points } from '../course-words.ts';
import type { Chosen } from './grade-table.tsx';

const KINDS = [
  { value: 'computed', label: 'Computed' },
  { value: 'points', label: 'Points' },
  { value: 'excused', label: 'Excused' },
] as const;
type Kind = (typeof KINDS)[number]['value'];

type DialogProps = { readonly course: CourseDetail; readonly chosen: Chosen; readonly onClose: () => void };

/** One grade: where it comes from, and another one in its place. */
export function GradeDialog({ course, chosen: { row, assignment, cell }, onClose }: DialogProps) {
  const forget = useForgetCourses();
  const now: Kind = cell?.given == null ? 'computed' : cell.given.excused ? 'excused' : 'points';
  const form = useForm({
    initial: { kind: now, points: cell?.points == null ? '' : points(cell.points), reason: '' },
    schema: giveGrade.body,
    body: (draft) => ({
      grade:
        draft.kind === 'points'
          ? { kind: draft.kind, points: draft.points.trim() === '' ? undefined : Number(draft.points) }
          : { kind: draft.kind },
      reason: draft.reason,
    }),
    names: { 'grade.points': 'points' },
    send: (body) =>
      docket.call(giveGrade, {
        params: { id: course.slug, studentId: row.studentId, assignmentId: assignment.assignmentId },
        body,
      }),
    onDone: async () => {
      toast('ok', 'The grade is saved');
      await forget();
      onClose();
    },
  });
  const { draft, set } = form;
  const computed = cell?.computed ?? null;
  return (
    <ConfirmDialog
      title={`${row.name}: ${assignment.title}`}
      action="Save"
      keep="Close"
      busy={form.button.busy}
      error={form.failure}
      form={form.props}
      onClose={onClose}
    >
      <dl className="grid gap-1 text-sm">
        <div className="flex justify-between gap-3">
          <dt className="text-muted">Computed</dt>
          <dd className="tabular-nums">
            {computed === null ? 'nothing handed in' : `${points(computed)} of ${points(assignment.maxPoints)}`}
          </dd>
        </div>
        {cell !== null && (
          <div className="flex justify-between gap-3">
            <dt className="text-muted">Due</dt>
            <dd className="tabular-nums">{formatMoment(cell.dueAt)}</dd>
          </div>
        )}
        {cell?.given != null && (
          <div className="grid gap-0.5">
            <dt className="text-muted">
              Set by {cell.given.by}, {formatMoment(cell.given.at)}
            </dt>
            <dd className="wrap-anywhere">“{cell.given.reason}”</dd>
          </div>
        )}
      </dl>
      <Link to="/contests/$slug/jury/submissions" params={{ slug: assignment.slug }} className="link text-sm">
        Submissions
      </Link>
      {course.archivedAt === null && (
        <>
          <Segmented label="Grade" options={KINDS} value={draft.kind} onChange={(kind) => set({ kind })} />
          {draft.kind === 'points' && (
            <Field label="Points" type="number" step="any" inputMode="decimal" {...form.text('points')} />
          )}
          <Field label="Reason" hint="The student and the audit log have it" {...form.text('reason')} />
        </>
      )}
    </ConfirmDialog>
  );
}
