-- What admins and the platform have changed about accounts, and when.
-- CreateTable
CREATE TABLE "account_changes" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "actor_id" UUID,
    "actor" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "before" TEXT,
    "after" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_changes_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "account_changes_kind" CHECK ("kind" IN ('role', 'disabled', 'enabled', 'sessions', 'password'))
);

-- CreateIndex
CREATE INDEX "account_changes_user_id_id_idx" ON "account_changes"("user_id", "id");

-- Rows stay as long as the account's does; those of whoever did it do not go with them.
ALTER TABLE "account_changes" ADD CONSTRAINT "account_changes_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
