-- Code that people are writing, so that it follows them from one device to another. Each change names the version it was made from.
-- CreateTable
CREATE TABLE "drafts" (
    "user_id" UUID NOT NULL,
    "problem_id" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "files" JSONB NOT NULL,
    "bytes" INTEGER NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "drafts_pkey" PRIMARY KEY ("user_id","problem_id","language")
);

-- CreateIndex
CREATE INDEX "drafts_problem_id_idx" ON "drafts"("problem_id");

-- AddForeignKey
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_problem_id_fkey" FOREIGN KEY ("problem_id") REFERENCES "problems"("id") ON DELETE CASCADE ON UPDATE CASCADE;
