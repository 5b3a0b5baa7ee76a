-- Ratings are kept: what final contests give to them, what each changed, and what they are now.
-- CreateTable
CREATE TABLE "contest_ratings" (
    "contest_id" UUID NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL,
    "results" JSONB NOT NULL,

    CONSTRAINT "contest_ratings_pkey" PRIMARY KEY ("contest_id")
);

-- CreateTable
CREATE TABLE "rating_changes" (
    "contest_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "place" INTEGER NOT NULL,
    "performance" DOUBLE PRECISION NOT NULL,
    "before" INTEGER,
    "after" INTEGER NOT NULL,
    "state" JSONB NOT NULL,

    CONSTRAINT "rating_changes_pkey" PRIMARY KEY ("contest_id","user_id")
);

-- CreateTable
CREATE TABLE "ratings" (
    "user_id" UUID NOT NULL,
    "rating" INTEGER NOT NULL,
    "highest" INTEGER NOT NULL,
    "contests" INTEGER NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ratings_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "rating_fold" (
    "id" UUID NOT NULL,
    "stale_at" TIMESTAMPTZ(3),
    "stale_contest_id" UUID,
    "since" TIMESTAMPTZ(3),

    CONSTRAINT "rating_fold_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "contest_ratings_ended_at_contest_id_idx" ON "contest_ratings"("ended_at", "contest_id");

-- CreateIndex
CREATE INDEX "rating_changes_user_id_idx" ON "rating_changes"("user_id");

-- CreateIndex
CREATE INDEX "ratings_rating_user_id_idx" ON "ratings"("rating", "user_id");

-- AddForeignKey
ALTER TABLE "contest_ratings" ADD CONSTRAINT "contest_ratings_contest_id_fkey" FOREIGN KEY ("contest_id") REFERENCES "contests"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rating_changes" ADD CONSTRAINT "rating_changes_contest_id_fkey" FOREIGN KEY ("contest_id") REFERENCES "contest_ratings"("contest_id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE rating_changes ADD CONSTRAINT rating_changes_place CHECK (place > 0);
ALTER TABLE ratings ADD CONSTRAINT ratings_contests CHECK (contests > 0 AND highest >= rating);
-- One row, whose id is also that of the channel on which changes are told.
ALTER TABLE rating_fold
  ADD CONSTRAINT rating_fold_one CHECK (id = '00000000-0000-4000-8000-000000000049'),
  ADD CONSTRAINT rating_fold_stale CHECK (num_nulls(stale_at, stale_contest_id, since) IN (0, 3));
