-- Hints, bests and their spread, notes, favourites, study lists, days and discussions. New tables; nothing that runs knows of them.

-- CreateTable
CREATE TABLE "problem_texts" (
    "problem_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "language" TEXT NOT NULL,
    "markdown" TEXT NOT NULL,

    CONSTRAINT "problem_texts_pkey" PRIMARY KEY ("problem_id","version","kind","ordinal","language")
);

-- CreateTable
CREATE TABLE "problem_bests" (
    "problem_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "language" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "cpu_ms" DOUBLE PRECISION NOT NULL,
    "memory_bytes" BIGINT NOT NULL,

    CONSTRAINT "problem_bests_pkey" PRIMARY KEY ("problem_id","version","language","user_id")
);

-- CreateTable
CREATE TABLE "problem_spreads" (
    "problem_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "language" TEXT NOT NULL,
    "measure" TEXT NOT NULL,
    "bucket" SMALLINT NOT NULL,
    "people" INTEGER NOT NULL,

    CONSTRAINT "problem_spreads_pkey" PRIMARY KEY ("problem_id","version","language","measure","bucket")
);

-- CreateTable
CREATE TABLE "practice_notes" (
    "user_id" UUID NOT NULL,
    "problem_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "practice_notes_pkey" PRIMARY KEY ("user_id","problem_id")
);

-- CreateTable
CREATE TABLE "practice_favourites" (
    "user_id" UUID NOT NULL,
    "problem_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "practice_favourites_pkey" PRIMARY KEY ("user_id","problem_id")
);

-- CreateTable
CREATE TABLE "study_lists" (
    "id" UUID NOT NULL,
    "owner_id" UUID,
    "official" BOOLEAN NOT NULL DEFAULT false,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "study_lists_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "study_list_problems" (
    "list_id" UUID NOT NULL,
    "problem_id" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,

    CONSTRAINT "study_list_problems_pkey" PRIMARY KEY ("list_id","problem_id")
);

-- CreateTable
CREATE TABLE "practice_days" (
    "day" DATE NOT NULL,
    "problem_id" UUID NOT NULL,

    CONSTRAINT "practice_days_pkey" PRIMARY KEY ("day")
);

-- CreateTable
CREATE TABLE "discussion_posts" (
    "id" UUID NOT NULL,
    "problem_id" UUID NOT NULL,
    "thread_id" UUID,
    "author_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT,
    "text" TEXT NOT NULL,
    "language" TEXT,
    "spoiler" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "edited_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),
    "hidden_at" TIMESTAMPTZ(3),
    "hidden_by" UUID,
    "locked_at" TIMESTAMPTZ(3),
    "replies" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "discussion_posts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "discussion_reports" (
    "post_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settled_at" TIMESTAMPTZ(3),
    "settled_by" UUID,

    CONSTRAINT "discussion_reports_pkey" PRIMARY KEY ("post_id","user_id")
);

-- CreateIndex
CREATE INDEX "practice_notes_problem_id_idx" ON "practice_notes"("problem_id");

-- CreateIndex
CREATE INDEX "practice_favourites_problem_id_idx" ON "practice_favourites"("problem_id");

-- CreateIndex
CREATE INDEX "study_lists_owner_id_idx" ON "study_lists"("owner_id");

-- CreateIndex
CREATE INDEX "study_list_problems_problem_id_idx" ON "study_list_problems"("problem_id");

-- CreateIndex
CREATE INDEX "practice_days_problem_id_idx" ON "practice_days"("problem_id");

-- CreateIndex
CREATE INDEX "discussion_posts_problem_id_id_idx" ON "discussion_posts"("problem_id", "id");

-- CreateIndex
CREATE INDEX "discussion_posts_thread_id_id_idx" ON "discussion_posts"("thread_id", "id");

-- CreateIndex
CREATE INDEX "discussion_posts_author_id_id_idx" ON "discussion_posts"("author_id", "id");

-- CreateIndex
CREATE INDEX "discussion_reports_user_id_idx" ON "discussion_reports"("user_id");

-- What the moderation has to look at.
CREATE INDEX "discussion_reports_open_idx" ON "discussion_reports" ("at") WHERE settled_at IS NULL;

-- AddForeignKey
ALTER TABLE "study_list_problems" ADD CONSTRAINT "study_list_problems_list_id_fkey" FOREIGN KEY ("list_id") REFERENCES "study_lists"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "discussion_posts" ADD CONSTRAINT "discussion_posts_thread_id_fkey" FOREIGN KEY ("thread_id") REFERENCES "discussion_posts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "discussion_reports" ADD CONSTRAINT "discussion_reports_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "discussion_posts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "problem_texts" ADD CONSTRAINT "problem_texts_kind_check" CHECK (kind IN ('hint', 'editorial'));
ALTER TABLE "problem_texts" ADD CONSTRAINT "problem_texts_ordinal_check" CHECK (ordinal >= 1 AND (kind = 'hint' OR ordinal = 1));
ALTER TABLE "problem_spreads" ADD CONSTRAINT "problem_spreads_measure_check" CHECK (measure IN ('cpu', 'memory'));
ALTER TABLE "practice_notes" ADD CONSTRAINT "practice_notes_text_check" CHECK (text <> '');
ALTER TABLE "study_lists" ADD CONSTRAINT "study_lists_owner_check" CHECK (official = (owner_id IS NULL));
ALTER TABLE "discussion_posts" ADD CONSTRAINT "discussion_posts_kind_check" CHECK (kind IN ('question', 'solution', 'reply'));
ALTER TABLE "discussion_posts" ADD CONSTRAINT "discussion_posts_thread_check" CHECK ((kind = 'reply') = (thread_id IS NOT NULL) AND (kind = 'reply') = (title IS NULL));
ALTER TABLE "discussion_posts" ADD CONSTRAINT "discussion_posts_solution_check" CHECK (kind <> 'solution' OR spoiler);
ALTER TABLE "discussion_posts" ADD CONSTRAINT "discussion_posts_replies_check" CHECK (replies >= 0 AND (kind <> 'reply' OR replies = 0 AND locked_at IS NULL));
ALTER TABLE "discussion_posts" ADD CONSTRAINT "discussion_posts_deleted_check" CHECK (deleted_at IS NULL OR text = '');
ALTER TABLE "discussion_reports" ADD CONSTRAINT "discussion_reports_reason_check" CHECK (reason IN ('spam', 'abuse', 'spoiler', 'other'));
