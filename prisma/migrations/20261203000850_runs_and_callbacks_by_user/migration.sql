-- A page of somebody's runs, and what is due of each user's callbacks, are found without looking at those of others. Adds two indexes.

-- CreateIndex
CREATE INDEX "runs_user_id_created_at_idx" ON "runs"("user_id", "created_at");

-- What Prisma's language cannot say.
CREATE INDEX judge_callbacks_of_user ON judge_callbacks (user_id, next_try_at) WHERE status = 'PENDING';
