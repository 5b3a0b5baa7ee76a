import { archiveCourse, changeCourse, setCourseStaff, type CourseDetail } from '@docket/contracts/http/course';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { useAct } from '../../../lib/use-act.ts';
import { useForm } from '../../../lib/use-form.ts';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Failure } from '../../../ui/states.tsx';
import { toast } from '../../../ui/toast.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import { useForgetCourses } from '../api/queries.ts';
import { mayChange } from '../course-words.ts';
import { CourseFrame } from './course-frame.tsx';

const route = getRouteApi('/courses/$slug/settings');

export function SettingsPage() {
  const { slug } = route.useParams();
  return (
    <CourseFrame slug={slug} title="Settings" staffOnly>
      {(course) => (
        <>
          {mayChange(course) ? (
            <>
              <Settings course={course} />
              <Staff course={course} />
            </>
          ) : (
            <Notice
              tone="note"
              title={course.archivedAt === null ? 'Only teachers change these' : 'The course is archived'}
            >
              <p>The total leaves out {course.dropLowest} of each student’s assignments.</p>
            </Notice>
          )}
          {course.standing === 'teacher' && <Archive course={course} />}
        </>
      )}
    </CourseFrame>
  );
}

function Settings({ course }: { readonly course: CourseDetail }) {
  const navigate = useNavigate();
  const forget = useForgetCourses();
  const form = useForm({
    initial: {
      title: course.title,
      slug: course.slug,
      description: course.description,
      dropLowest: String(course.dropLowest),
    },
    schema: changeCourse.body,
    body: (draft) => ({ ...draft, dropLowest: draft.dropLowest.trim() === '' ? undefined : Number(draft.dropLowest) }),
    codes: { course_slug_taken: ['slug', 'Another course has this address'] },
    send: (body) => docket.call(changeCourse, { params: { id: course.slug }, body }),
    onDone: async ({ slug }) => {
      toast('ok', 'The course is changed');
      if (slug !== course.slug) await navigate({ to: '/courses/$slug/settings', params: { slug }, replace: true });
      await forget();
    },
  });
  const { draft, set } = form;
  return (
    <form {...form.props} className="grid max-w-3xl gap-4 sm:grid-cols-2" aria-label="The course">
      <Field label="Title" {...form.text('title')} className="sm:col-span-2" />
      <Field
        label="Address"
        hint={`/courses/${draft.slug}`}
        autoCapitalize="none"
        spellCheck={false}
        {...form.text('slug')}
      />
      <Field
        label="Assignments left out"
        type="number"
        inputMode="numeric"
        hint="Of each student, so that the total is the best"
        {...form.text('dropLowest')}
      />
      <TextArea
        label="Description (optional)"
        hint="Markdown"
        className="sm:col-span-2"
        {...form.bind('description')}
        required={false}
        value={draft.description}
        onChange={(description) => set({ description })}
      />
      {form.failure !== null && (
        <div className="sm:col-span-2">
          <Failure error={form.failure} />
        </div>
      )}
      <div className="sm:col-span-2">
        <Button variant="primary" {...form.button}>
          Save
        </Button>
      </div>
    </form>
  );
}

const namesOf = (course: CourseDetail, role: 'teacher' | 'assistant') =>
  course.staff
    .filter((one) => one.role === role)
    .map(({ username }) => username)
    .join(', ');

const listOf = (text: string) => text.split(/[\s,]+/).filter((name) => name !== '');

function Staff({ course }: { readonly course: CourseDetail }) {
  const forget = useForgetCourses();
  const form = useForm({
    initial: { teachers: namesOf(course, 'teacher'), assistants: namesOf(course, 'assistant') },
    schema: setCourseStaff.body,
    body: ({ teachers, assistants }) => ({
      staff: [
        ...listOf(teachers).map((username) => ({ username, role: 'teacher' })),
        ...listOf(assistants).map((username) => ({ username, role: 'assistant' })),
      ],
    }),
    names: { staff: 'teachers' },
    send: (body) => docket.call(setCourseStaff, { params: { id: course.slug }, body }),
    onDone: async () => {
      toast('ok', 'The staff is set');
      await forget();
    },
  });
  return (
    <form {...form.props} className="grid max-w-3xl gap-4 sm:grid-cols-2" aria-labelledby="staff">
      <h2 id="staff" className="font-semibold sm:col-span-2">
        Staff
      </h2>
      <Field
        label="Teachers"
        hint="User names, separated by commas"
        autoCapitalize="none"
        spellCheck={false}
        {...form.text('teachers')}
      />
      <Field
        label="Assistants (optional)"
        hint="They grade and answer; the course itself they do not change"
        autoCapitalize="none"
        spellCheck={false}
        {...form.text('assistants')}
        required={false}
      />
      {form.failure !== null && (
        <div className="sm:col-span-2">
          <Failure error={form.failure} />
        </div>
      )}
      <div className="sm:col-span-2">
        <Button {...form.button}>Set the staff</Button>
      </div>
    </form>
  );
}

function Archive({ course }: { readonly course: CourseDetail }) {
  const forget = useForgetCourses();
  const [asking, setAsking] = useState(false);
  const archived = course.archivedAt !== null;
  const act = useAct({
    act: () => docket.call(archiveCourse, { params: { id: course.slug }, body: { archived: !archived } }),
    onSuccess: async () => {
      setAsking(false);
      await forget();
    },
  });
  return (
    <section aria-labelledby="archive" className="grid justify-items-start gap-2">
      <h2 id="archive" className="font-semibold">
        {archived ? 'Open it again' : 'Archive'}
      </h2>
      <p className="text-sm text-muted">
        {archived
          ? 'Roster, staff and grades can be changed again. Assignments that are final stay so.'
          : 'All assignments become final, and nothing of the course changes any more. Everybody still reads what they could.'}
      </p>
      <Button variant={archived ? 'secondary' : 'danger'} onClick={() => setAsking(true)}>
        {archived ? 'Open the course again' : 'Archive the course'}
      </Button>
      {asking && (
        <ConfirmDialog
          title={archived ? 'Open the course again?' : 'Archive the course?'}
          action={archived ? 'Open it' : 'Archive it'}
          keep={archived ? 'Leave it archived' : 'Keep it open'}
          danger={!archived}
          busy={act.isPending}
          error={act.error}
          onConfirm={() => act.mutate()}
          onClose={() => setAsking(false)}
        >
          <p>{archived ? 'Its staff can change it again.' : 'You can open it again later.'}</p>
        </ConfirmDialog>
      )}
    </section>
  );
}
