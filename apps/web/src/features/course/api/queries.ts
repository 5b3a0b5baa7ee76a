import {
  getCourse,
  getGradeBook,
  getOwnGrades,
  listCourseAssignments,
  listCourseAudit,
  listCourses,
  listCourseStudents,
  type CourseDetail,
} from '@docket/contracts/http/course';
import { isFinal } from '@docket/contracts/judge/verdict';
import { infiniteQueryOptions, queryOptions, useQueryClient } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { given } from '../../../lib/given.ts';
import { pace } from '../../../lib/live/connection.ts';
import { again, type Merges } from '../../../lib/live/merge.ts';
import { useLiveQuery } from '../../../lib/live/use-live-query.ts';

const COURSES = ['courses'] as const;
const courseKey = (slug: string) => [...COURSES, 'one', slug] as const;

export function coursesQuery(archived: boolean) {
  return infiniteQueryOptions({
    queryKey: [...COURSES, 'list', archived],
    queryFn: ({ pageParam, signal }) =>
      docket.call(listCourses, {
        query: { archived: archived ? 'true' : 'false', ...given({ cursor: pageParam ?? undefined }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.meta.nextCursor,
  });
}

const one = (slug: string) => ({ params: { id: slug } });

function courseQuery(slug: string) {
  return queryOptions({
    queryKey: [...courseKey(slug), 'detail'],
    queryFn: ({ signal }) => docket.call(getCourse, { ...one(slug), signal }),
    refetchInterval: pace(60_000, 10_000),
  });
}

function assignmentsQuery(slug: string) {
  return queryOptions({
    queryKey: [...courseKey(slug), 'assignments'],
    queryFn: ({ signal }) => docket.call(listCourseAssignments, { ...one(slug), signal }),
    refetchInterval: pace(60_000, 10_000),
  });
}

function bookQuery(slug: string) {
  return queryOptions({
    queryKey: [...courseKey(slug), 'grades'],
    queryFn: ({ signal }) => docket.call(getGradeBook, { ...one(slug), signal }),
    // Everybody's verdicts together are more than a page is to hear of one by one.
    refetchInterval: 15_000,
  });
}

function ownGradesQuery(slug: string) {
  return queryOptions({
    queryKey: [...courseKey(slug), 'own grades'],
    queryFn: ({ signal }) => docket.call(getOwnGrades, { ...one(slug), signal }),
    refetchInterval: pace(60_000, 10_000),
  });
}

function studentsQuery(slug: string) {
  return queryOptions({
    queryKey: [...courseKey(slug), 'students'],
    queryFn: ({ signal }) => docket.call(listCourseStudents, { ...one(slug), signal }),
    refetchInterval: pace(60_000, 10_000),
  });
}

/** Whatever is told of this course. */
function changes<Data>(courseId: string | undefined): Merges<Data> {
  return {
    'course.changed': (held, { data }) => (courseId === undefined || data.courseId === courseId ? again(held) : held),
  };
}

export function useCourse(slug: string) {
  return useLiveQuery(courseQuery(slug), { on: changes(undefined) });
}

export function useAssignments({ slug, courseId }: CourseDetail) {
  return useLiveQuery(assignmentsQuery(slug), { on: changes(courseId) });
}

export function useGradeBook({ slug, courseId }: CourseDetail) {
  return useLiveQuery(bookQuery(slug), { on: changes(courseId) });
}

export function useOwnGrades({ slug, courseId }: CourseDetail, enabled: boolean) {
  return useLiveQuery(
    { ...ownGradesQuery(slug), enabled },
    {
      on: {
        ...changes(courseId),
        'submission.updated': (held, { data }) => (isFinal(data.status) ? again(held) : held),
      },
    },
  );
}

export function useStudents({ slug, courseId }: CourseDetail) {
  return useLiveQuery(studentsQuery(slug), { on: changes(courseId) });
}

export function auditQuery(slug: string) {
  return infiniteQueryOptions({
    queryKey: [...courseKey(slug), 'audit'],
    queryFn: ({ pageParam, signal }) =>
      docket.call(listCourseAudit, {
        ...one(slug),
        query: { limit: 50, ...given({ cursor: pageParam ?? undefined }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.meta.nextCursor,
    staleTime: 0,
  });
}

/** After an act all that is known of courses may be another. */
export function useForgetCourses() {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: COURSES });
}
