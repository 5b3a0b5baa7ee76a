-- Courses: who learns and who teaches, homework as closed contests, grades; and comparisons of what was handed in to a contest.
-- AlterTable
ALTER TABLE "contests" ADD COLUMN     "closed" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "contest_similarities" (
    "id" UUID NOT NULL,
    "contest_id" UUID NOT NULL,
    "problem_id" UUID NOT NULL,
    "given" TEXT,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "compared" INTEGER NOT NULL DEFAULT 0,
    "asked_by" UUID,
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "contest_similarities_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contest_similar_pairs" (
    "id" UUID NOT NULL,
    "report_id" UUID NOT NULL,
    "left_id" UUID NOT NULL,
    "right_id" UUID NOT NULL,
    "overlap" DOUBLE PRECISION NOT NULL,
    "longest" INTEGER NOT NULL,
    "fragments" JSONB NOT NULL,
    "decision" TEXT NOT NULL DEFAULT 'open',
    "note" TEXT,
    "decided_by" UUID,

    CONSTRAINT "contest_similar_pairs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "courses" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "drop_lowest" INTEGER NOT NULL DEFAULT 0,
    "archived_at" TIMESTAMPTZ(3),
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "courses_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "course_staff" (
    "course_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" TEXT NOT NULL,

    CONSTRAINT "course_staff_pkey" PRIMARY KEY ("course_id","user_id")
);

-- CreateTable
CREATE TABLE "course_students" (
    "id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "user_id" UUID,
    "email" TEXT,
    "name" TEXT NOT NULL,
    "group_name" TEXT,
    "removed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "course_students_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "course_assignments" (
    "id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "weight" DOUBLE PRECISION NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "course_assignments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "course_work" (
    "assignment_id" UUID NOT NULL,
    "student_id" UUID NOT NULL,
    "participant_id" UUID NOT NULL,
    "kept_score" DOUBLE PRECISION,
    "kept_lost" DOUBLE PRECISION,
    "kept_tried" BOOLEAN,

    CONSTRAINT "course_work_pkey" PRIMARY KEY ("assignment_id","student_id")
);

-- CreateTable
CREATE TABLE "course_grades" (
    "assignment_id" UUID NOT NULL,
    "student_id" UUID NOT NULL,
    "points" DOUBLE PRECISION,
    "excused" BOOLEAN NOT NULL,
    "reason" TEXT NOT NULL,
    "by_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "course_grades_pkey" PRIMARY KEY ("assignment_id","student_id")
);

-- CreateTable
CREATE TABLE "course_audit" (
    "id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "user_id" UUID,
    "act" TEXT NOT NULL,
    "subject" UUID,
    "data" JSONB NOT NULL DEFAULT '{}',
    "reason" TEXT,

    CONSTRAINT "course_audit_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "contest_similarities_contest_id_problem_id_idx" ON "contest_similarities"("contest_id", "problem_id");

-- CreateIndex
CREATE UNIQUE INDEX "contest_similar_pairs_report_id_left_id_right_id_key" ON "contest_similar_pairs"("report_id", "left_id", "right_id");

-- CreateIndex
CREATE UNIQUE INDEX "courses_slug_key" ON "courses"("slug");

-- CreateIndex
CREATE INDEX "course_staff_user_id_idx" ON "course_staff"("user_id");

-- CreateIndex
CREATE INDEX "course_students_user_id_idx" ON "course_students"("user_id");

-- CreateIndex
CREATE INDEX "course_students_email_idx" ON "course_students"("email");

-- CreateIndex
CREATE UNIQUE INDEX "course_students_course_id_email_key" ON "course_students"("course_id", "email");

-- CreateIndex
CREATE UNIQUE INDEX "course_students_course_id_user_id_key" ON "course_students"("course_id", "user_id");

-- CreateIndex
CREATE INDEX "course_assignments_course_id_idx" ON "course_assignments"("course_id");

-- CreateIndex
CREATE UNIQUE INDEX "course_work_participant_id_key" ON "course_work"("participant_id");

-- CreateIndex
CREATE INDEX "course_work_student_id_idx" ON "course_work"("student_id");

-- CreateIndex
CREATE INDEX "course_grades_student_id_idx" ON "course_grades"("student_id");

-- CreateIndex
CREATE INDEX "course_audit_course_id_id_idx" ON "course_audit"("course_id", "id");

-- AddForeignKey
ALTER TABLE "contest_similar_pairs" ADD CONSTRAINT "contest_similar_pairs_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "contest_similarities"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "course_staff" ADD CONSTRAINT "course_staff_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "courses"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "course_students" ADD CONSTRAINT "course_students_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "courses"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "course_assignments" ADD CONSTRAINT "course_assignments_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "courses"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "course_work" ADD CONSTRAINT "course_work_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "course_assignments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "course_work" ADD CONSTRAINT "course_work_student_id_fkey" FOREIGN KEY ("student_id") REFERENCES "course_students"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "course_grades" ADD CONSTRAINT "course_grades_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "course_assignments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "course_grades" ADD CONSTRAINT "course_grades_student_id_fkey" FOREIGN KEY ("student_id") REFERENCES "course_students"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "course_audit" ADD CONSTRAINT "course_audit_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "courses"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- They may call each other.
SET LOCAL check_function_bodies = off;

ALTER TABLE contests ADD CONSTRAINT contests_closed
  CHECK (NOT closed OR visibility <> 'LISTED' AND registration = 'roster' AND team_size = 1 AND NOT rated AND NOT virtual AND duration_minutes IS NULL);
ALTER TABLE courses ADD CONSTRAINT courses_drop_lowest CHECK (drop_lowest BETWEEN 0 AND 20);
ALTER TABLE course_staff ADD CONSTRAINT course_staff_role CHECK (role IN ('teacher', 'assistant'));
ALTER TABLE course_assignments ADD CONSTRAINT course_assignments_weight CHECK (weight >= 0 AND weight <= 1000);
ALTER TABLE course_grades
  ADD CONSTRAINT course_grades_excused CHECK (excused = (points IS NULL)),
  ADD CONSTRAINT course_grades_points CHECK (points >= 0 AND points <= 1000000),
  ADD CONSTRAINT course_grades_reason CHECK (reason <> '');
ALTER TABLE contest_similarities ADD CONSTRAINT contest_similarities_state CHECK (state IN ('waiting', 'done', 'failed') AND (state = 'waiting') = (finished_at IS NULL));
-- One comparison of a problem at a time.
CREATE UNIQUE INDEX contest_similarities_waiting ON contest_similarities (contest_id, problem_id) WHERE state = 'waiting';
ALTER TABLE contest_similar_pairs
  ADD CONSTRAINT contest_similar_pairs_decision CHECK (decision IN ('open', 'cleared', 'copied')),
  ADD CONSTRAINT contest_similar_pairs_overlap CHECK (overlap BETWEEN 0 AND 1 AND longest > 0);


-- What the staff of a course did stays on record.
CREATE OR REPLACE FUNCTION course_audit_stays() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the records of a course are never changed';
END $$;

-- What is archived stays as it is: nobody comes or goes, nothing is set or graded. Names and addresses still go with their accounts.
CREATE OR REPLACE FUNCTION course_is_open() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  v_row jsonb := CASE TG_OP WHEN 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
  v_course uuid := coalesce((v_row ->> 'course_id')::uuid, (SELECT a.course_id FROM course_assignments a WHERE a.id = (v_row ->> 'assignment_id')::uuid));
BEGIN
  IF EXISTS (SELECT FROM courses c WHERE c.id = v_course AND c.archived_at IS NOT NULL) THEN
    RAISE EXCEPTION 'the course % is archived', v_course;
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

-- Not in a course that is archived.
CREATE OR REPLACE TRIGGER course_assignments_open BEFORE INSERT OR UPDATE OR DELETE ON course_assignments FOR EACH ROW EXECUTE FUNCTION course_is_open();

-- An entry is written once.
CREATE OR REPLACE TRIGGER course_audit_immutable BEFORE UPDATE ON course_audit FOR EACH ROW EXECUTE FUNCTION course_audit_stays();

-- Not in a course that is archived.
CREATE OR REPLACE TRIGGER course_grades_open BEFORE INSERT OR UPDATE OR DELETE ON course_grades FOR EACH ROW EXECUTE FUNCTION course_is_open();

-- Not in a course that is archived.
CREATE OR REPLACE TRIGGER course_staff_open BEFORE INSERT OR UPDATE OR DELETE ON course_staff FOR EACH ROW EXECUTE FUNCTION course_is_open();

-- Not in a course that is archived; name and address go with an account all the same.
CREATE OR REPLACE TRIGGER course_students_open BEFORE INSERT OR DELETE OR UPDATE OF group_name, removed_at ON course_students FOR EACH ROW EXECUTE FUNCTION course_is_open();

-- Not in a course that is archived.
CREATE OR REPLACE TRIGGER course_work_open BEFORE INSERT OR UPDATE OR DELETE ON course_work FOR EACH ROW EXECUTE FUNCTION course_is_open();
