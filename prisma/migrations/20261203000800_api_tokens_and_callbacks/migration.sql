-- Programs log in with tokens of their own, and are called when what they asked for is over. Two new tables; nothing that runs knows of them.

-- CreateTable
CREATE TABLE "api_tokens" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "hint" TEXT NOT NULL,
    "scopes" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "seen_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "judge_callbacks" (
    "task_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "token_id" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'PENDING',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "fence" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_status" INTEGER,
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "judge_callbacks_pkey" PRIMARY KEY ("task_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "api_tokens_token_hash_key" ON "api_tokens"("token_hash");

-- CreateIndex
CREATE INDEX "api_tokens_user_id_idx" ON "api_tokens"("user_id");

-- CreateIndex
CREATE INDEX "judge_callbacks_token_id_created_at_idx" ON "judge_callbacks"("token_id", "created_at");

-- CreateIndex
CREATE INDEX "judge_callbacks_created_at_idx" ON "judge_callbacks"("created_at");

-- AddForeignKey
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "judge_callbacks" ADD CONSTRAINT "judge_callbacks_token_id_fkey" FOREIGN KEY ("token_id") REFERENCES "api_tokens"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's language cannot say.
CREATE UNIQUE INDEX api_tokens_name ON api_tokens (user_id, lower(name)) WHERE revoked_at IS NULL;
CREATE INDEX judge_callbacks_due ON judge_callbacks (next_try_at) WHERE status = 'PENDING';
ALTER TABLE judge_callbacks ADD CONSTRAINT judge_callbacks_kind CHECK (kind IN ('submission', 'run', 'judge0'));
ALTER TABLE judge_callbacks ADD CONSTRAINT judge_callbacks_status CHECK (status IN ('PENDING', 'DELIVERED', 'FAILED'));
