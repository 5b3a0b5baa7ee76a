-- Who assists in a course is of the jury of its assignments, and does not set them: that is for its teachers.

-- AlterTable
ALTER TABLE "judge_scope_staff" ADD COLUMN     "may_set" BOOLEAN NOT NULL DEFAULT true;

UPDATE judge_scope_staff f SET may_set = false FROM course_assignments a JOIN course_staff s ON s.course_id = a.course_id
 WHERE a.id = f.scope_id AND s.user_id = f.user_id AND s.role = 'assistant';
