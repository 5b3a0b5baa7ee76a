-- Statements in several languages, and the pictures, PDFs and attachments that go with them.
-- CreateTable
CREATE TABLE "problem_statements" (
    "problem_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "language" TEXT NOT NULL,
    "name" TEXT,
    "markdown" TEXT,
    "pdf" TEXT,

    CONSTRAINT "problem_statements_pkey" PRIMARY KEY ("problem_id","version","ordinal")
);

-- CreateTable
CREATE TABLE "problem_files" (
    "problem_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "size" INTEGER NOT NULL,

    CONSTRAINT "problem_files_pkey" PRIMARY KEY ("problem_id","version","name")
);

-- CreateIndex
CREATE INDEX "problem_files_problem_id_hash_idx" ON "problem_files"("problem_id", "hash");
