import type { Rule } from '../spine/invariants/rule.ts';

export const courseRules: readonly Rule[] = [
  {
    name: 'assignments are closed contests',
    checks:
      'each assignment of a course is a closed contest whose jury is the staff of the course, set by its teachers, and sealed with it',
    violations: `
      SELECT a.id, a.course_id FROM course_assignments a LEFT JOIN contests k ON k.id = a.id
       WHERE k.closed IS NOT TRUE
          OR k.sealed <> (SELECT c.archived_at IS NOT NULL FROM courses c WHERE c.id = a.course_id)
          OR EXISTS (SELECT f.user_id, f.role = 'teacher' FROM course_staff f WHERE f.course_id = a.course_id EXCEPT SELECT j.user_id, j.may_set FROM judge_scope_staff j WHERE j.scope_id = a.id)
          OR EXISTS (SELECT j.user_id, j.may_set FROM judge_scope_staff j WHERE j.scope_id = a.id EXCEPT SELECT f.user_id, f.role = 'teacher' FROM course_staff f WHERE f.course_id = a.course_id)`,
  },
  {
    name: 'staff takes no part',
    checks: 'nobody of the staff of a course is a student of it',
    violations: `
      SELECT t.id, t.course_id FROM course_students t JOIN course_staff f ON f.course_id = t.course_id AND f.user_id = t.user_id WHERE t.removed_at IS NULL`,
  },
  {
    name: 'who is off the roster is out',
    checks: 'nobody whom a course took off its roster takes part in its assignments',
    violations: `
      SELECT t.id, w.assignment_id FROM course_students t JOIN course_work w ON w.student_id = t.id
        JOIN judge_scope_members m ON m.scope_id = w.assignment_id AND m.participant_id = w.participant_id
       WHERE t.removed_at IS NOT NULL OR t.user_id IS DISTINCT FROM m.user_id`,
  },
];
