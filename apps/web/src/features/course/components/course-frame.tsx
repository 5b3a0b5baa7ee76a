import type { CourseDetail } from '@docket/contracts/http/course';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { docket } from '../../../lib/docket.ts';
import { joinCourse } from '@docket/contracts/http/course';
import { formatDate } from '../../../lib/format.ts';
import { useAct } from '../../../lib/use-act.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { isNoSuch, NoSuch } from '../../../ui/no-such.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Page } from '../../../ui/page.tsx';
import { Empty, Failure, Loading } from '../../../ui/states.tsx';
import { RequireSession } from '../../identity/components/require-session.tsx';
import { useCourse, useForgetCourses } from '../api/queries.ts';
import { isStaff, STANDING_WORDS } from '../course-words.ts';

const TABS = [
  { to: '/courses/$slug', label: 'Assignments', exact: true, staff: false },
  { to: '/courses/$slug/grades', label: 'Grades', exact: false, staff: false },
  { to: '/courses/$slug/roster', label: 'Roster', exact: false, staff: true },
  { to: '/courses/$slug/settings', label: 'Settings', exact: false, staff: true },
  { to: '/courses/$slug/log', label: 'Audit log', exact: false, staff: true },
] as const;

type FrameProps = {
  readonly slug: string;
  readonly title: string;
  /** Nobody else has this page. */
  readonly staffOnly?: boolean;
  readonly children: (course: CourseDetail) => ReactNode;
};

/** What all pages of a course have: its name, its tabs, and the door for who is asked in. */
export function CourseFrame(props: FrameProps) {
  return (
    <RequireSession>
      <Frame {...props} />
    </RequireSession>
  );
}

function Frame({ slug, title, staffOnly = false, children }: FrameProps) {
  const course = useCourse(slug);
  useTitle(course.data === undefined ? title : `${title} · ${course.data.title}`);
  if (course.data === undefined) {
    if (isNoSuch('course', course.error)) return <NoSuch kind="course" />;
    return (
      <Page>
        {course.isError ? (
          <Failure error={course.error} retry={() => void course.refetch()} />
        ) : (
          <Loading label="Loading the course" lines={8} />
        )}
      </Page>
    );
  }
  const { data } = course;
  const staff = isStaff(data);
  return (
    <>
      <div className="border-b border-line bg-card">
        <div className="mx-auto w-full max-w-6xl px-4 pt-4 sm:px-6">
          <div className="grid min-w-0 gap-1.5">
            <p className="text-xl font-bold wrap-anywhere">{data.title}</p>
            <p className="flex flex-wrap gap-2">
              <Badge tone="note">{STANDING_WORDS[data.standing]}</Badge>
              {data.archivedAt !== null && <Badge tone="muted">Archived {formatDate(data.archivedAt)}</Badge>}
              {data.group !== null && <Badge tone="muted">Group {data.group}</Badge>}
            </p>
          </div>
          {data.standing === 'invited' ? (
            <div className="h-4" />
          ) : (
            <nav aria-label="Course" className="relative -mx-3 mt-3 flex overflow-x-auto">
              {TABS.filter((tab) => staff || !tab.staff).map(({ to, label, exact }) => (
                <Link
                  key={to}
                  to={to}
                  params={{ slug }}
                  activeOptions={{ exact, includeSearch: false }}
                  className="flex min-h-11 items-center border-b-2 border-transparent px-3 text-sm whitespace-nowrap text-muted -outline-offset-2! hover:text-ink aria-[current]:border-primary aria-[current]:font-semibold aria-[current]:text-ink"
                >
                  {label}
                </Link>
              ))}
            </nav>
          )}
        </div>
      </div>
      <Page className="grid gap-6">
        <h1 className="sr-only">{title}</h1>
        {data.standing === 'invited' ? (
          <Invited course={data} />
        ) : staffOnly && !staff ? (
          <Empty title="This page is for the staff of the course" />
        ) : (
          children(data)
        )}
      </Page>
    </>
  );
}

function Invited({ course }: { readonly course: CourseDetail }) {
  const forget = useForgetCourses();
  const join = useAct({ act: () => docket.call(joinCourse, { params: { id: course.slug } }), onSuccess: forget });
  return (
    <Notice tone="note" title="You are on the roster of this course">
      <p>Join to see its assignments and hand in your work.</p>
      {join.isError && <Failure error={join.error} />}
      <div className="mt-2">
        <Button variant="primary" busy={join.isPending} onClick={() => join.mutate()}>
          Join the course
        </Button>
      </div>
    </Notice>
  );
}
