import { createCourse, type CourseSummary } from '@docket/contracts/http/course';
import { maySetProblems } from '@docket/contracts/http/identity';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { docket } from '../../../lib/docket.ts';
import { plural } from '../../../lib/format.ts';
import { useSession } from '../../../lib/session.ts';
import { slugOf } from '../../../lib/slug.ts';
import { useForm } from '../../../lib/use-form.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { Page, PageTitle } from '../../../ui/page.tsx';
import { ROW_LINK, RowItem, RowList } from '../../../ui/row-list.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import { RequireSession } from '../../identity/components/require-session.tsx';
import { coursesQuery, useForgetCourses } from '../api/queries.ts';
import { STANDING_WORDS } from '../course-words.ts';

const route = getRouteApi('/courses');
const TABS = [
  { value: 'current', label: 'Current' },
  { value: 'archived', label: 'Archived' },
] as const;

/** The courses that somebody teaches, is in, or is asked into. */
export function CourseListPage() {
  useTitle('Courses');
  const role = useSession()?.role;
  return (
    <RequireSession>
      <Page className="grid gap-8">
        <Courses />
        {role !== undefined && maySetProblems(role) && (
          <section aria-labelledby="new" className="box grid gap-4 px-5 py-5">
            <h2 id="new" className="text-lg font-semibold">
              New course
            </h2>
            <NewCourse />
          </section>
        )}
      </Page>
    </RequireSession>
  );
}

function Courses() {
  const { when = 'current' } = route.useSearch();
  const navigate = route.useNavigate();
  const courses = useInfiniteQuery(coursesQuery(when === 'archived'));
  const shown = courses.data?.pages.flatMap((page) => page.data);
  return (
    <div>
      <PageTitle
        aside={
          <div className="w-full sm:w-64">
            <Segmented
              quiet
              label="Which courses"
              options={TABS}
              value={when}
              onChange={(value) =>
                void navigate({ search: value === 'archived' ? { when: value } : {}, replace: true })
              }
            />
          </div>
        }
      >
        Courses
      </PageTitle>
      {courses.isPending && <RowsLoading label="Loading your courses" rows={3} />}
      {courses.isError && <Failure error={courses.error} retry={() => void courses.refetch()} />}
      {shown?.length === 0 && (
        <Empty title={when === 'archived' ? 'No course of yours is archived' : 'You are in no course'}>
          {when === 'current' && <p>Teachers add students by the confirmed e-mail address of their account.</p>}
        </Empty>
      )}
      {shown !== undefined && shown.length > 0 && (
        <>
          <RowList aria-label="Courses">
            {shown.map((course) => (
              <Row key={course.courseId} course={course} />
            ))}
          </RowList>
          <LoadMore paged={courses} />
        </>
      )}
    </div>
  );
}

function Row({ course }: { readonly course: CourseSummary }) {
  return (
    <RowItem
      data-testid="course"
      className="gap-x-5 py-2.5 hover:bg-accent-soft/50 sm:grid-cols-[minmax(0,1fr)_9rem_7rem] sm:items-center"
    >
      <Link to="/courses/$slug" params={{ slug: course.slug }} className={`font-semibold wrap-anywhere ${ROW_LINK}`}>
        {course.title}
      </Link>
      <p className="text-sm text-muted tabular-nums">{plural(course.assignments, 'assignment')}</p>
      <p className="sm:text-right">
        <Badge tone={course.standing === 'invited' ? 'limit' : 'note'}>{STANDING_WORDS[course.standing]}</Badge>
      </p>
    </RowItem>
  );
}

function NewCourse() {
  const navigate = useNavigate();
  const forget = useForgetCourses();
  const form = useForm({
    initial: { title: '', slug: '', description: '' },
    schema: createCourse.body,
    body: (draft) => ({ ...draft, slug: draft.slug === '' ? slugOf(draft.title).slice(0, 64) : draft.slug }),
    codes: { course_slug_taken: ['slug', 'Another course has this address'] },
    send: (body) => docket.call(createCourse, { body }),
    onDone: async ({ slug }) => {
      await forget();
      await navigate({ to: '/courses/$slug/roster', params: { slug } });
    },
  });
  const { draft, set } = form;
  return (
    <form {...form.props} className="grid gap-4 sm:grid-cols-2">
      <Field label="Title" {...form.text('title')} />
      <Field
        label="Address"
        hint={`/courses/${draft.slug === '' ? slugOf(draft.title === '' ? 'title' : draft.title) : draft.slug}`}
        placeholder={slugOf(draft.title)}
        autoCapitalize="none"
        spellCheck={false}
        {...form.text('slug')}
        required={false}
      />
      <TextArea
        label="Description (optional)"
        hint="Markdown"
        rows={3}
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
          Make the course
        </Button>
      </div>
    </form>
  );
}
