-- Contests: what is set of them, who takes part, their boards, questions, records, balloons and prints.
-- CreateTable
CREATE TABLE "contests" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "visibility" TEXT NOT NULL DEFAULT 'DRAFT',
    "format" TEXT NOT NULL,
    "options" JSONB NOT NULL,
    "freezes_at" TIMESTAMPTZ(3),
    "frozen_from_ms" BIGINT,
    "thawed_at" TIMESTAMPTZ(3),
    "finalised_at" TIMESTAMPTZ(3),
    "duration_minutes" INTEGER,
    "registration" TEXT NOT NULL DEFAULT 'open',
    "invitation_code" TEXT,
    "team_size" INTEGER NOT NULL DEFAULT 1,
    "rated" BOOLEAN NOT NULL DEFAULT false,
    "virtual" BOOLEAN NOT NULL DEFAULT true,
    "canned_answers" TEXT[],
    "jury_key" UUID NOT NULL,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "contests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contest_participants" (
    "id" UUID NOT NULL,
    "contest_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "institution" TEXT,
    "status" TEXT NOT NULL,
    "official" BOOLEAN NOT NULL DEFAULT true,
    "rated" BOOLEAN NOT NULL DEFAULT true,
    "hidden" BOOLEAN NOT NULL DEFAULT false,
    "extra_percent" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "extension_ms" BIGINT NOT NULL DEFAULT 0,
    "room" TEXT,
    "seat" TEXT,
    "code" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "contest_participants_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contest_members" (
    "contest_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "participant_id" UUID NOT NULL,
    "joined_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "contest_members_pkey" PRIMARY KEY ("contest_id","user_id")
);

-- CreateTable
CREATE TABLE "contest_invitations" (
    "contest_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "participant_id" UUID NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "contest_invitations_pkey" PRIMARY KEY ("contest_id","email")
);

-- CreateTable
CREATE TABLE "contest_boards" (
    "contest_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL DEFAULT 0,
    "public_version" INTEGER NOT NULL DEFAULT 0,
    "jury_version" INTEGER NOT NULL DEFAULT 0,
    "public_facts" JSONB NOT NULL DEFAULT '{}',
    "jury_facts" JSONB NOT NULL DEFAULT '{}',
    "statistics_seq" BIGINT NOT NULL DEFAULT 0,
    "public_statistics" JSONB NOT NULL DEFAULT '{}',
    "jury_statistics" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "contest_boards_pkey" PRIMARY KEY ("contest_id")
);

-- CreateTable
CREATE TABLE "contest_board_rows" (
    "contest_id" UUID NOT NULL,
    "view" TEXT NOT NULL,
    "participant_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "row" JSONB NOT NULL,

    CONSTRAINT "contest_board_rows_pkey" PRIMARY KEY ("contest_id","view","participant_id")
);

-- CreateTable
CREATE TABLE "contest_clarifications" (
    "id" UUID NOT NULL,
    "contest_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "participant_id" UUID,
    "asked_by" UUID,
    "problem_id" UUID,
    "question" TEXT,
    "answer" TEXT,
    "audience" TEXT NOT NULL DEFAULT 'asker',
    "claimed_by" UUID,
    "answered_by" UUID,
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "contest_clarifications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contest_clarifications_seen" (
    "clarification_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "contest_clarifications_seen_pkey" PRIMARY KEY ("clarification_id","user_id")
);

-- CreateTable
CREATE TABLE "contest_audit" (
    "id" UUID NOT NULL,
    "contest_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "user_id" UUID,
    "act" TEXT NOT NULL,
    "subject" TEXT,
    "data" JSONB NOT NULL DEFAULT '{}',
    "reason" TEXT,

    CONSTRAINT "contest_audit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contest_balloons" (
    "id" UUID NOT NULL,
    "contest_id" UUID NOT NULL,
    "participant_id" UUID NOT NULL,
    "problem_id" UUID NOT NULL,
    "first" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "claimed_by" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "contest_balloons_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contest_prints" (
    "id" UUID NOT NULL,
    "contest_id" UUID NOT NULL,
    "participant_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "claimed_by" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "contest_prints_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contest_ignored" (
    "contest_id" UUID NOT NULL,
    "submission_id" UUID NOT NULL,

    CONSTRAINT "contest_ignored_pkey" PRIMARY KEY ("submission_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "contests_slug_key" ON "contests"("slug");

-- CreateIndex
CREATE INDEX "contest_participants_contest_id_status_idx" ON "contest_participants"("contest_id", "status");

-- CreateIndex
CREATE INDEX "contest_members_user_id_idx" ON "contest_members"("user_id");

-- CreateIndex
CREATE INDEX "contest_members_participant_id_idx" ON "contest_members"("participant_id");

-- CreateIndex
CREATE INDEX "contest_invitations_participant_id_idx" ON "contest_invitations"("participant_id");

-- CreateIndex
CREATE INDEX "contest_clarifications_contest_id_id_idx" ON "contest_clarifications"("contest_id", "id");

-- CreateIndex
CREATE INDEX "contest_audit_contest_id_id_idx" ON "contest_audit"("contest_id", "id");

-- CreateIndex
CREATE INDEX "contest_balloons_contest_id_id_idx" ON "contest_balloons"("contest_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "contest_balloons_contest_id_participant_id_problem_id_key" ON "contest_balloons"("contest_id", "participant_id", "problem_id");

-- CreateIndex
CREATE INDEX "contest_prints_contest_id_id_idx" ON "contest_prints"("contest_id", "id");

-- CreateIndex
CREATE INDEX "contest_ignored_contest_id_idx" ON "contest_ignored"("contest_id");

-- AddForeignKey
ALTER TABLE "contest_participants" ADD CONSTRAINT "contest_participants_contest_id_fkey" FOREIGN KEY ("contest_id") REFERENCES "contests"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contest_members" ADD CONSTRAINT "contest_members_participant_id_fkey" FOREIGN KEY ("participant_id") REFERENCES "contest_participants"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contest_invitations" ADD CONSTRAINT "contest_invitations_participant_id_fkey" FOREIGN KEY ("participant_id") REFERENCES "contest_participants"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contest_boards" ADD CONSTRAINT "contest_boards_contest_id_fkey" FOREIGN KEY ("contest_id") REFERENCES "contests"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contest_board_rows" ADD CONSTRAINT "contest_board_rows_contest_id_fkey" FOREIGN KEY ("contest_id") REFERENCES "contest_boards"("contest_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contest_clarifications" ADD CONSTRAINT "contest_clarifications_contest_id_fkey" FOREIGN KEY ("contest_id") REFERENCES "contests"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contest_clarifications_seen" ADD CONSTRAINT "contest_clarifications_seen_clarification_id_fkey" FOREIGN KEY ("clarification_id") REFERENCES "contest_clarifications"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contest_audit" ADD CONSTRAINT "contest_audit_contest_id_fkey" FOREIGN KEY ("contest_id") REFERENCES "contests"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contest_balloons" ADD CONSTRAINT "contest_balloons_contest_id_fkey" FOREIGN KEY ("contest_id") REFERENCES "contests"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contest_prints" ADD CONSTRAINT "contest_prints_contest_id_fkey" FOREIGN KEY ("contest_id") REFERENCES "contests"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE contests
  ADD CONSTRAINT contests_visibility CHECK (visibility IN ('DRAFT', 'LISTED', 'LINK')),
  ADD CONSTRAINT contests_registration CHECK (registration IN ('open', 'approval', 'invitation', 'roster')),
  ADD CONSTRAINT contests_duration CHECK (duration_minutes > 0),
  ADD CONSTRAINT contests_team_size CHECK (team_size > 0);
ALTER TABLE contest_participants
  ADD CONSTRAINT contest_participants_kind CHECK (kind IN ('individual', 'team', 'virtual')),
  ADD CONSTRAINT contest_participants_status CHECK (status IN ('pending', 'registered', 'rejected', 'disqualified')),
  ADD CONSTRAINT contest_participants_extra CHECK (extra_percent >= 0 AND extension_ms >= 0);
CREATE UNIQUE INDEX contest_participants_code ON contest_participants (contest_id, code) WHERE code IS NOT NULL;
ALTER TABLE contest_board_rows ADD CONSTRAINT contest_board_rows_view CHECK (view IN ('public', 'jury'));
ALTER TABLE contest_clarifications
  ADD CONSTRAINT contest_clarifications_kind CHECK (kind IN ('question', 'announcement')),
  ADD CONSTRAINT contest_clarifications_audience CHECK (audience IN ('asker', 'everybody')),
  ADD CONSTRAINT contest_clarifications_asker CHECK ((kind = 'question') = (question IS NOT NULL));
ALTER TABLE contest_balloons ADD CONSTRAINT contest_balloons_state CHECK (state IN ('queued', 'claimed', 'done'));
ALTER TABLE contest_prints ADD CONSTRAINT contest_prints_state CHECK (state IN ('queued', 'claimed', 'done'));
