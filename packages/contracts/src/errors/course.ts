import type { ErrorTable } from './table.ts';

/** Courses: rosters, assignments, grades. */
export const courseErrors = {
  course_not_found: [404, 'There is no such course, or the account is not in it'],
  course_student_not_found: [404, 'Nobody of that id is on the roster of the course'],
  course_assignment_not_found: [404, 'The course has no such assignment'],
  course_not_staff: [403, 'Only the staff of the course may do that'],
  course_not_teacher: [403, 'Only teachers of the course may do that'],
  course_not_student: [403, 'Only students of the course have that'],
  course_slug_taken: [409, 'Another course has that address'],
  course_archived: [409, 'The course is archived, and nothing of it changes any more'],
  course_state: [409, 'The course is not in a state from which that follows'],
} as const satisfies ErrorTable;
