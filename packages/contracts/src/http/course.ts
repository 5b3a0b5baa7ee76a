import { z } from 'zod';
import { SETTERS } from '../access.ts';
import { contestFields, contestPhase, contestSlug, contestVisibility } from '../contest/settings.ts';
import { inOrder } from '../pairs.ts';
import { auditEntry } from './contest-jury.ts';
import { page, pageQuery, route, timestamp, uuid } from './route.ts';

/** A course by id or by the name in its address. */
const byId = z.object({ id: z.string().min(1).max(100) });
const STAFF = { owner: 'course', or: ['admin'] } as const;
const reason = z.string().trim().min(1, 'say why').max(500);
const weight = z.number().min(0).max(1_000);
const group = z.string().trim().min(1).max(60);

export const courseStaffRole = z.enum(['teacher', 'assistant']);
/** What the caller is in it; `invited`: on the roster, by an address that is theirs, and not in it yet. */
export const courseStanding = z.enum(['teacher', 'assistant', 'student', 'invited']);
export type CourseStanding = z.infer<typeof courseStanding>;

const courseFields = {
  title: z.string().trim().min(1, 'must not be empty').max(200),
  slug: contestSlug,
  /** Markdown. */
  description: z.string().max(20_000),
  /** Of each student's assignments so many are left out of the total: those without which it is the best. */
  dropLowest: z.int().min(0).max(20),
} as const;

export const courseSummary = z.object({
  courseId: uuid,
  slug: z.string(),
  title: z.string(),
  archivedAt: timestamp.nullable(),
  standing: courseStanding,
  /** Published ones. */
  assignments: z.int(),
});
export type CourseSummary = z.infer<typeof courseSummary>;

export const courseDetail = courseSummary.extend({
  description: z.string(),
  dropLowest: z.int(),
  staff: z.array(z.object({ userId: uuid, username: z.string(), role: courseStaffRole })),
  /** Of the caller, where they are a student of one. */
  group: z.string().nullable(),
  /** For the staff: all that students are in. */
  groups: z.array(z.string()).nullable(),
});
export type CourseDetail = z.infer<typeof courseDetail>;

export const listCourses = route({
  method: 'GET',
  path: '/courses',
  access: 'user',
  status: 200,
  summary: 'The courses that the caller teaches, is in, or is asked into; newest first',
  query: z.object({ ...pageQuery, archived: z.enum(['true', 'false']).default('false') }),
  response: page(courseSummary),
  errors: ['invalid_request'],
});

export const createCourse = route({
  method: 'POST',
  path: '/courses',
  access: SETTERS,
  status: 201,
  idempotent: 'unique',
  summary: 'Make a course, whose teacher is its maker',
  body: z.object({
    title: courseFields.title,
    slug: courseFields.slug,
    description: courseFields.description.default(''),
    dropLowest: courseFields.dropLowest.default(0),
  }),
  example: { title: 'Algorithms, autumn', slug: 'algorithms-2026' },
  response: courseDetail,
  errors: ['course_slug_taken'],
});

export const getCourse = route({
  method: 'GET',
  path: '/courses/:id',
  access: 'user',
  status: 200,
  summary: 'One course, for those who are in it',
  params: byId,
  response: courseDetail,
  errors: ['course_not_found'],
});

export const changeCourse = route({
  method: 'PATCH',
  path: '/courses/:id',
  access: STAFF,
  status: 200,
  summary: 'Change what is set of a course. For its teachers',
  params: byId,
  body: z.object(courseFields).partial(),
  example: { dropLowest: 1 },
  response: courseDetail,
  errors: ['course_not_found', 'course_not_teacher', 'course_archived', 'course_slug_taken'],
});

export const archiveCourse = route({
  method: 'POST',
  path: '/courses/:id/archive',
  access: STAFF,
  status: 200,
  idempotent: 'state',
  summary:
    'Close a course: its assignments become final, and nothing of it changes any more; or open it again. For its teachers',
  params: byId,
  body: z.object({ archived: z.boolean(), reason: reason.optional() }),
  example: { archived: true },
  response: courseDetail,
  errors: ['course_not_found', 'course_not_teacher', 'course_state'],
});

export const setCourseStaff = route({
  method: 'PUT',
  path: '/courses/:id/staff',
  access: STAFF,
  status: 200,
  summary:
    'Set who teaches and who assists, by user name. All of them are the jury of every assignment. For its teachers',
  params: byId,
  body: z.object({
    staff: z
      .array(z.object({ username: z.string().min(1).max(64), role: courseStaffRole }))
      .min(1)
      .max(50),
  }),
  example: { staff: [{ username: 'ada', role: 'teacher' }] },
  response: courseDetail,
  errors: ['course_not_found', 'course_not_teacher', 'course_archived', 'course_state', 'user_not_found'],
});

export const courseStudent = z.object({
  studentId: uuid,
  name: z.string(),
  /** Null: the account was deleted. */
  email: z.string().nullable(),
  /** Null: no account has claimed the address yet. */
  username: z.string().nullable(),
  group: z.string().nullable(),
  /** Off the roster since then; what they got stays. */
  removedAt: timestamp.nullable(),
});
export type CourseStudent = z.infer<typeof courseStudent>;

export const listCourseStudents = route({
  method: 'GET',
  path: '/courses/:id/students',
  access: STAFF,
  status: 200,
  summary: 'Who is on the roster, by name, for the staff',
  params: byId,
  response: z.object({ data: z.array(courseStudent) }),
  errors: ['course_not_found', 'course_not_staff'],
});

export const changeCourseStudent = route({
  method: 'PATCH',
  path: '/courses/:id/students/:studentId',
  access: STAFF,
  status: 200,
  summary: 'Put a student into a group, take them off the roster or back onto it. For teachers',
  params: byId.extend({ studentId: uuid }),
  body: z.object({
    group: group.nullable().optional(),
    removed: z.boolean().optional(),
    reason: reason.optional(),
  }),
  example: { removed: true, reason: 'Left the programme' },
  response: courseStudent,
  errors: ['course_not_found', 'course_not_teacher', 'course_student_not_found', 'course_archived', 'course_state'],
});

export const courseRoster = z.object({
  entries: z.array(
    z.object({
      /** In the file, from 1. */
      line: z.int(),
      name: z.string(),
      email: z.string(),
      group: z.string().nullable(),
      /** The account that has this address, confirmed; null: there is none yet. */
      username: z.string().nullable(),
      /** `new`, `back` for somebody who was taken off, `changed`, or `same`. */
      change: z.enum(['new', 'back', 'changed', 'same']),
    }),
  ),
  /** Where and what; with any nothing is taken in. */
  faults: z.array(z.object({ path: z.string(), message: z.string() })),
  detected: z.object({ encoding: z.string(), delimiter: z.string() }).nullable(),
});
export type CourseRoster = z.infer<typeof courseRoster>;

const ROSTER_TYPES = [
  'text/csv',
  'application/csv',
  'text/tab-separated-values',
  'text/plain',
  'application/vnd.ms-excel',
] as const;

export const previewCourseRoster = route({
  method: 'POST',
  path: '/courses/:id/roster/preview',
  access: STAFF,
  status: 200,
  idempotent: 'reads',
  summary: 'What a roster would do, with every fault by line and column; nothing is changed',
  params: byId,
  bodyType: ROSTER_TYPES,
  response: courseRoster,
  errors: ['course_not_found', 'course_not_teacher'],
});

export const applyCourseRoster = route({
  method: 'POST',
  path: '/courses/:id/roster',
  access: STAFF,
  status: 200,
  idempotent: 'state',
  summary: 'Take a roster in: who is not there yet is added, the others are brought up to date; nobody is taken off',
  params: byId,
  bodyType: ROSTER_TYPES,
  response: courseRoster,
  errors: ['course_not_found', 'course_not_teacher', 'course_archived', 'roster_invalid'],
});

export const joinCourse = route({
  method: 'POST',
  path: '/courses/:id/join',
  access: 'user',
  status: 200,
  idempotent: 'state',
  summary: 'Come into a course on whose roster the caller’s confirmed address is',
  params: byId,
  response: courseDetail,
  errors: ['course_not_found', 'course_archived', 'course_state'],
});

/** How late work counts, as the format `homework` has it. */
const latePolicy = z.object({
  lateDays: z.number().min(0).max(3_650).nullable().default(0),
  latePercent: z.number().min(0).max(100).default(10),
  leastPercent: z.number().min(0).max(100).default(0),
  graceMinutes: z.number().min(0).max(1_440).default(0),
  scores: z.enum(['best', 'last']).default('best'),
});

export const courseAssignment = z.object({
  /** Its contest's. */
  assignmentId: uuid,
  slug: z.string(),
  title: z.string(),
  startsAt: timestamp,
  /** For everybody; an extension moves it for one. */
  dueAt: timestamp,
  phase: contestPhase,
  visibility: contestVisibility,
  weight: z.number(),
  /** What a whole solution of all its problems is worth. */
  maxPoints: z.number(),
  problems: z.int(),
  late: latePolicy,
});
export type CourseAssignment = z.infer<typeof courseAssignment>;

export const listCourseAssignments = route({
  method: 'GET',
  path: '/courses/:id/assignments',
  access: 'user',
  status: 200,
  summary: 'Assignments of a course by due date; drafts for its staff alone',
  params: byId,
  response: z.object({ data: z.array(courseAssignment) }),
  errors: ['course_not_found'],
});

export const createCourseAssignment = route({
  method: 'POST',
  path: '/courses/:id/assignments',
  access: STAFF,
  status: 201,
  idempotent: 'unique',
  summary:
    'Make an assignment: a draft contest of the format homework, in which all students take part and nobody sees others. Its problems, times and extensions are set as those of contests. For teachers',
  params: byId,
  body: z
    .object({
      title: contestFields.title,
      slug: contestSlug,
      startsAt: timestamp,
      dueAt: timestamp,
      description: contestFields.description.default(''),
      languages: contestFields.languages.default(null),
      weight: weight.default(1),
      late: latePolicy.prefault({}),
    })
    .check(inOrder('startsAt', 'dueAt')),
  example: {
    title: 'Week 1: loops',
    slug: 'algorithms-2026-1',
    startsAt: '2026-12-01T08:00:00.000Z',
    dueAt: '2026-12-08T22:00:00.000Z',
    late: { lateDays: 3, latePercent: 20 },
  },
  response: courseAssignment,
  errors: [
    'course_not_found',
    'course_not_teacher',
    'course_archived',
    'course_state',
    'contest_slug_taken',
    'contest_times',
    'contest_options',
    'unknown_language',
  ],
});

const byAssignment = byId.extend({ assignmentId: uuid });

export const changeCourseAssignment = route({
  method: 'PATCH',
  path: '/courses/:id/assignments/:assignmentId',
  access: STAFF,
  status: 200,
  summary: 'Weigh an assignment otherwise, or publish it. For teachers',
  params: byAssignment,
  body: z.object({ weight: weight.optional(), published: z.boolean().optional() }),
  example: { weight: 2 },
  response: courseAssignment,
  errors: [
    'course_not_found',
    'course_not_teacher',
    'course_assignment_not_found',
    'course_archived',
    'contest_begun',
    'contest_state',
  ],
});

export const deleteCourseAssignment = route({
  method: 'DELETE',
  path: '/courses/:id/assignments/:assignmentId',
  access: STAFF,
  status: 204,
  summary: 'Delete an assignment to which nobody has submitted. For teachers',
  params: byAssignment,
  errors: ['course_not_found', 'course_not_teacher', 'course_assignment_not_found', 'course_archived', 'contest_begun'],
});

const gradedAssignment = courseAssignment.pick({
  assignmentId: true,
  slug: true,
  title: true,
  dueAt: true,
  visibility: true,
  weight: true,
  maxPoints: true,
});

export const gradeCell = z.object({
  /** What counts: given, or else computed. Null: nothing was handed in, or excused. */
  points: z.number().nullable(),
  /** From what was handed in, by the late policy. */
  computed: z.number().nullable(),
  /** Points that lateness cost. */
  lost: z.number(),
  /** The student's own, with their extension. */
  dueAt: timestamp,
  /** In the total: due, or graded by hand, and neither excused nor weightless. */
  counts: z.boolean(),
  /** Left out of the total as one of the lowest. */
  dropped: z.boolean(),
  given: z.object({ excused: z.boolean(), reason: z.string(), by: z.string(), at: timestamp }).nullable(),
});
export type GradeCell = z.infer<typeof gradeCell>;

export const gradeRow = z.object({
  studentId: uuid,
  name: z.string(),
  email: z.string().nullable(),
  username: z.string().nullable(),
  group: z.string().nullable(),
  removed: z.boolean(),
  /** In the order of the assignments; null: is not among those who do it. */
  cells: z.array(gradeCell.nullable()),
  /** Percent of what could be got in what counts so far; null: nothing does. */
  total: z.number().nullable(),
});
export type GradeRow = z.infer<typeof gradeRow>;

export const gradeBook = z.object({
  assignments: z.array(gradedAssignment),
  rows: z.array(gradeRow),
  dropLowest: z.int(),
});
export type GradeBook = z.infer<typeof gradeBook>;

export const getGradeBook = route({
  method: 'GET',
  path: '/courses/:id/grades',
  access: STAFF,
  status: 200,
  summary: 'The grade book: every student, every assignment, and the total. For the staff',
  params: byId,
  response: gradeBook,
  errors: ['course_not_found', 'course_not_staff'],
});

export const getGradeBookCsv = route({
  method: 'GET',
  path: '/courses/:id/grades.csv',
  access: STAFF,
  status: 200,
  summary: 'The grade book as CSV. What a spreadsheet would take for a formula stays text',
  params: byId,
  answerType: 'text/csv; charset=utf-8',
  errors: ['course_not_found', 'course_not_staff'],
});

export const getOwnGrades = route({
  method: 'GET',
  path: '/courses/:id/grades/mine',
  access: 'user',
  status: 200,
  summary: 'The caller’s own grades in a course',
  params: byId,
  response: gradeBook.omit({ rows: true }).extend({ row: gradeRow }),
  errors: ['course_not_found', 'course_not_student'],
});

export const giveGrade = route({
  method: 'PUT',
  path: '/courses/:id/grades/:studentId/:assignmentId',
  access: STAFF,
  status: 200,
  summary:
    'Give a student other points than were computed, excuse them, or take that back; kept in the records with the reason. For the staff',
  params: byId.extend({ studentId: uuid, assignmentId: uuid }),
  body: z.object({
    grade: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('points'), points: z.number().min(0).max(1_000_000) }),
      z.object({ kind: z.literal('excused') }),
      z.object({ kind: z.literal('computed') }),
    ]),
    reason,
  }),
  example: { grade: { kind: 'points', points: 80 }, reason: 'Explained it in person' },
  response: gradeRow,
  errors: [
    'course_not_found',
    'course_not_staff',
    'course_student_not_found',
    'course_assignment_not_found',
    'course_archived',
  ],
});

export const listCourseAudit = route({
  method: 'GET',
  path: '/courses/:id/audit',
  access: STAFF,
  status: 200,
  summary: 'All that the staff did, newest first. For the staff',
  params: byId,
  query: z.object(pageQuery),
  response: page(auditEntry),
  errors: ['course_not_found', 'course_not_staff', 'invalid_request'],
});
