-- What the jury says of a contest, for those who read it by the Contest API. Adds a table.

-- CreateTable
CREATE TABLE "contest_commentary" (
    "id" UUID NOT NULL,
    "contest_id" UUID NOT NULL,
    "said_by" UUID NOT NULL,
    "message" TEXT NOT NULL,
    "tags" TEXT[],
    "participant_ids" UUID[],
    "problem_ids" UUID[],
    "submission_ids" UUID[],
    "said_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "contest_commentary_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "contest_commentary_contest_id_id_idx" ON "contest_commentary"("contest_id", "id");

-- AddForeignKey
ALTER TABLE "contest_commentary" ADD CONSTRAINT "contest_commentary_contest_id_fkey" FOREIGN KEY ("contest_id") REFERENCES "contests"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's language cannot say.
ALTER TABLE contest_commentary ADD CONSTRAINT contest_commentary_has_tags CHECK (tags IS NOT NULL);
ALTER TABLE contest_commentary ADD CONSTRAINT contest_commentary_says_something CHECK (message <> '');
