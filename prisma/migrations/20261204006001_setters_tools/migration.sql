-- Setters' tools: files of packages that are kept for exports and checks of the data, jobs in the sandbox, and what each sample submission did on each test.

-- AlterTable
ALTER TABLE "package_checks" ADD COLUMN     "language" TEXT,
ADD COLUMN     "results" JSONB;

-- AlterTable
ALTER TABLE "problem_versions" ADD COLUMN     "material" JSONB;

-- CreateTable
CREATE TABLE "problem_materials" (
    "problem_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "path" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "size" INTEGER NOT NULL,

    CONSTRAINT "problem_materials_pkey" PRIMARY KEY ("problem_id","version","path")
);

-- CreateTable
CREATE TABLE "setter_jobs" (
    "id" UUID NOT NULL,
    "problem_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "user_id" UUID,
    "kind" TEXT NOT NULL,
    "asked" JSONB NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'QUEUED',
    "state" JSONB,
    "slices" INTEGER NOT NULL DEFAULT 0,
    "progress" JSONB,
    "result" JSONB,
    "fault" JSONB,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "setter_jobs_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "setter_jobs_problem_id_created_at_idx" ON "setter_jobs"("problem_id", "created_at");

-- CreateIndex
CREATE INDEX "setter_jobs_user_id_created_at_idx" ON "setter_jobs"("user_id", "created_at");

-- What Prisma's language cannot say.
ALTER TABLE judge_tasks DROP CONSTRAINT judge_tasks_kind_known;
ALTER TABLE judge_tasks ADD CONSTRAINT judge_tasks_kind_known CHECK (kind IN ('submission', 'run', 'rejudge', 'check', 'tool'));
ALTER TABLE setter_jobs ADD CONSTRAINT setter_jobs_kind CHECK (kind IN ('data', 'stress', 'minimise'));
ALTER TABLE setter_jobs ADD CONSTRAINT setter_jobs_status CHECK (status IN ('QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED'));
ALTER TABLE setter_jobs ADD CONSTRAINT setter_jobs_over CHECK ((status IN ('DONE', 'FAILED', 'CANCELLED')) = (finished_at IS NOT NULL));
ALTER TABLE setter_jobs ADD CONSTRAINT setter_jobs_says_why CHECK ((status = 'FAILED') = (fault IS NOT NULL) AND (status = 'DONE') = (result IS NOT NULL));
ALTER TABLE setter_jobs ADD CONSTRAINT setter_jobs_asked CHECK (asked ->> 'kind' = kind);
-- What the data of a version come to is asked once at a time.
CREATE UNIQUE INDEX setter_jobs_one_data ON setter_jobs (problem_id, version) WHERE kind = 'data' AND status IN ('QUEUED', 'RUNNING');

-- A job of a setter's: what was asked, where its last slice ended, and the files that are kept for it.
-- Locks: the job; the caller has the task.
CREATE OR REPLACE FUNCTION begin_tool(t judge_tasks) RETURNS judge_work
LANGUAGE plpgsql AS $$
DECLARE
  j setter_jobs%ROWTYPE;
  w judge_work;
BEGIN
  UPDATE setter_jobs u SET attempt = t.attempt, status = 'RUNNING' WHERE u.id = t.id RETURNING * INTO STRICT j;
  SELECT t.user_id, j.problem_id, j.version, t.language, '[]'::jsonb, 0,
         jsonb_build_object('asked', j.asked, 'state', j.state, 'slices', j.slices, 'material', v.material,
           'files', (SELECT coalesce(jsonb_agg(jsonb_build_object('path', f.path, 'hash', f.hash) ORDER BY f.path), '[]'::jsonb)
                       FROM problem_materials f WHERE f.problem_id = j.problem_id AND f.version = j.version)), m.*
    INTO STRICT w
    FROM problem_versions v, problem_material(j.problem_id, j.version, false) m
   WHERE v.problem_id = j.problem_id AND v.version = j.version;
  RETURN w;
END $$;
