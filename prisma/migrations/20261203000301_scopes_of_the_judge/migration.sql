-- Where submissions count beside practice: windows, problems, members, staff, and a log that boards are counted from. The key to problems comes last:
-- it locks them.
-- CreateTable
CREATE TABLE "judge_scopes" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT false,
    "open_at" TIMESTAMPTZ(3) NOT NULL,
    "close_at" TIMESTAMPTZ(3) NOT NULL,
    "own_windows" BOOLEAN NOT NULL DEFAULT false,
    "over_at" TIMESTAMPTZ(3) NOT NULL,
    "paused_at" TIMESTAMPTZ(3),
    "paused_ms" BIGINT NOT NULL DEFAULT 0,
    "upsolve" TEXT NOT NULL DEFAULT 'nobody',
    "told_at" TIMESTAMPTZ(3),
    "languages" JSONB,
    "next_seq" BIGINT NOT NULL DEFAULT 1,
    "woken" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "judge_scopes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "judge_scope_problems" (
    "scope_id" UUID NOT NULL,
    "problem_id" UUID NOT NULL,
    "label" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "colour" TEXT,
    "points" DOUBLE PRECISION,

    CONSTRAINT "judge_scope_problems_pkey" PRIMARY KEY ("scope_id","problem_id")
);

-- CreateTable
CREATE TABLE "judge_scope_members" (
    "scope_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "participant_id" UUID NOT NULL,
    "from_at" TIMESTAMPTZ(3),
    "until_at" TIMESTAMPTZ(3),
    "extra_ms" BIGINT NOT NULL DEFAULT 0,
    "paused_before_ms" BIGINT NOT NULL DEFAULT 0,
    "virtual" BOOLEAN NOT NULL DEFAULT false,
    "barred" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "judge_scope_members_pkey" PRIMARY KEY ("scope_id","user_id")
);

-- CreateTable
CREATE TABLE "judge_scope_staff" (
    "scope_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,

    CONSTRAINT "judge_scope_staff_pkey" PRIMARY KEY ("scope_id","user_id")
);

-- CreateTable
CREATE TABLE "judge_scope_log" (
    "scope_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "data" JSONB NOT NULL,

    CONSTRAINT "judge_scope_log_pkey" PRIMARY KEY ("scope_id","seq")
);

-- CreateIndex
CREATE INDEX "judge_scopes_kind_open_at_idx" ON "judge_scopes"("kind", "open_at");

-- CreateIndex
CREATE INDEX "judge_scope_problems_problem_id_idx" ON "judge_scope_problems"("problem_id");

-- CreateIndex
CREATE INDEX "judge_scope_members_user_id_idx" ON "judge_scope_members"("user_id");

-- CreateIndex
CREATE INDEX "judge_scope_members_scope_id_participant_id_idx" ON "judge_scope_members"("scope_id", "participant_id");

-- CreateIndex
CREATE INDEX "judge_scope_staff_user_id_idx" ON "judge_scope_staff"("user_id");

-- AddForeignKey
ALTER TABLE "judge_scope_problems" ADD CONSTRAINT "judge_scope_problems_scope_id_fkey" FOREIGN KEY ("scope_id") REFERENCES "judge_scopes"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "judge_scope_members" ADD CONSTRAINT "judge_scope_members_scope_id_fkey" FOREIGN KEY ("scope_id") REFERENCES "judge_scopes"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "judge_scope_staff" ADD CONSTRAINT "judge_scope_staff_scope_id_fkey" FOREIGN KEY ("scope_id") REFERENCES "judge_scopes"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "judge_scope_log" ADD CONSTRAINT "judge_scope_log_scope_id_fkey" FOREIGN KEY ("scope_id") REFERENCES "judge_scopes"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- They may call each other.
SET LOCAL check_function_bodies = off;

ALTER TABLE judge_scopes
  ADD CONSTRAINT judge_scopes_kind CHECK (kind = 'contest'),
  ADD CONSTRAINT judge_scopes_upsolve CHECK (upsolve IN ('nobody', 'participants', 'everybody')),
  ADD CONSTRAINT judge_scopes_times CHECK (close_at > open_at),
  ADD CONSTRAINT judge_scopes_paused CHECK (paused_ms >= 0);
ALTER TABLE judge_scope_members
  ADD CONSTRAINT judge_scope_members_window CHECK (until_at > from_at AND (from_at IS NULL) = (until_at IS NULL)),
  ADD CONSTRAINT judge_scope_members_extra CHECK (extra_ms >= 0 AND paused_before_ms >= 0);
CREATE UNIQUE INDEX judge_scope_problems_label ON judge_scope_problems (scope_id, label);

-- AddForeignKey
ALTER TABLE "judge_scope_problems" ADD CONSTRAINT "judge_scope_problems_problem_id_fkey" FOREIGN KEY ("problem_id") REFERENCES "problems"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
