import {
  applyCourseRoster,
  changeCourseStudent,
  previewCourseRoster,
  type CourseDetail,
  type CourseRoster,
  type CourseStudent,
} from '@docket/contracts/http/course';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { formatDate, plural } from '../../../lib/format.ts';
import { useForm } from '../../../lib/use-form.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { RowItem, RowList } from '../../../ui/row-list.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { RosterFile, type RosterColumns } from '../../contest/components/roster-file.tsx';
import { useForgetCourses, useStudents } from '../api/queries.ts';
import { mayChange } from '../course-words.ts';
import { CourseFrame } from './course-frame.tsx';

const route = getRouteApi('/courses/$slug/roster');

export function RosterPage() {
  const { slug } = route.useParams();
  return (
    <CourseFrame slug={slug} title="Roster" staffOnly>
      {(course) => (
        <>
          <Students course={course} />
          {mayChange(course) && <Upload course={course} />}
        </>
      )}
    </CourseFrame>
  );
}

const CHANGES = { new: 'new', back: 'back again', changed: 'changed', same: 'as it is' } as const;
const COLUMNS: RosterColumns<CourseRoster['entries'][number]> = {
  Name: ({ name }) => name,
  Address: ({ email }) => email,
  Group: ({ group }) => group,
  Account: ({ username }) => username ?? 'none yet',
  Change: ({ change }) => CHANGES[change],
};

function Upload({ course }: { readonly course: CourseDetail }) {
  const forget = useForgetCourses();
  const sent = (body: Blob) => ({ params: { id: course.slug }, body, contentType: 'text/csv' }) as const;
  return (
    <RosterFile
      hint="Columns: name, email, and if you like group. Nobody is taken off the roster by it"
      columns={COLUMNS}
      preview={(content) => docket.call(previewCourseRoster, sent(content))}
      take={(content) => docket.call(applyCourseRoster, sent(content))}
      taken={({ entries }) =>
        `${plural(entries.filter(({ change }) => change !== 'same').length, 'student')} added or brought up to date.`
      }
      onTaken={forget}
    />
  );
}

function Students({ course }: { readonly course: CourseDetail }) {
  const students = useStudents(course);
  if (students.data === undefined)
    return students.isError ? (
      <Failure error={students.error} retry={() => void students.refetch()} />
    ) : (
      <RowsLoading label="Loading the roster" />
    );
  const { data } = students.data;
  if (data.length === 0)
    return (
      <Empty title="Nobody is on the roster yet">
        <p>Take in a file below. Whoever has an account with a confirmed address of it is in at once.</p>
      </Empty>
    );
  return (
    <section aria-label="Students" className="grid gap-2">
      <p className="text-sm text-muted">
        {plural(data.filter(({ removedAt }) => removedAt === null).length, 'student')}
      </p>
      <RowList aria-label="Students">
        {data.map((one) => (
          <Row key={one.studentId} course={course} of={one} />
        ))}
      </RowList>
    </section>
  );
}

function Row({ course, of }: { readonly course: CourseDetail; readonly of: CourseStudent }) {
  const [changing, setChanging] = useState(false);
  return (
    <RowItem
      data-testid="student"
      className="gap-x-4 text-sm sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_7rem_auto] sm:items-center"
    >
      <span className="min-w-0 font-medium wrap-anywhere">
        {of.name} {of.removedAt !== null && <Badge tone="muted">off since {formatDate(of.removedAt)}</Badge>}
      </span>
      <span className="min-w-0 text-muted wrap-anywhere">
        {of.email ?? 'account deleted'}, {of.username ?? 'no account yet'}
      </span>
      <span className="text-muted wrap-anywhere">{of.group === null ? '' : `Group ${of.group}`}</span>
      {mayChange(course) && (
        <span className="sm:text-right">
          <Button size="small" aria-label={`Change ${of.name}`} onClick={() => setChanging(true)}>
            Change
          </Button>
        </span>
      )}
      {changing && <ChangeDialog course={course} of={of} onClose={() => setChanging(false)} />}
    </RowItem>
  );
}

type DialogProps = { readonly course: CourseDetail; readonly of: CourseStudent; readonly onClose: () => void };

function ChangeDialog({ course, of, onClose }: DialogProps) {
  const forget = useForgetCourses();
  const form = useForm({
    initial: { group: of.group ?? '', removed: of.removedAt !== null, reason: '' },
    schema: changeCourseStudent.body,
    body: (draft) => ({
      ...(draft.group === (of.group ?? '') ? {} : { group: draft.group.trim() === '' ? null : draft.group }),
      ...(draft.removed === (of.removedAt !== null) ? {} : { removed: draft.removed }),
      ...(draft.reason.trim() === '' ? {} : { reason: draft.reason }),
    }),
    send: (body) => docket.call(changeCourseStudent, { params: { id: course.slug, studentId: of.studentId }, body }),
    onDone: async () => {
      await forget();
      onClose();
    },
  });
  const { draft, set } = form;
  return (
    <ConfirmDialog
      title={of.name}
      action="Save"
      keep="Close"
      busy={form.button.busy}
      error={form.failure}
      form={form.props}
      onClose={onClose}
    >
      <Field label="Group (optional)" {...form.text('group')} required={false} />
      <label className="flex min-h-(--control) items-center gap-2 text-sm">
        <input
          type="checkbox"
          className="size-4.5"
          checked={draft.removed}
          onChange={(event) => set({ removed: event.target.checked })}
        />
        Off the roster
      </label>
      {draft.removed && of.removedAt === null && (
        <p className="text-sm text-muted">They see nothing of the course any more. Their grades stay.</p>
      )}
      <Field label="Reason (optional)" {...form.text('reason')} required={false} />
    </ConfirmDialog>
  );
}
