-- People log in by passkey and by accounts of OpenID Connect providers too. New tables, and two columns of sessions with what holds for those
-- of services that do not know them: begun by password, and nothing sensitive is changed with them without asking.

-- AlterTable
ALTER TABLE "sessions" ADD COLUMN     "confirmed_at" TIMESTAMPTZ(3),
ADD COLUMN     "way" TEXT NOT NULL DEFAULT 'password';

-- CreateTable
CREATE TABLE "passkeys" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "credential_id" BYTEA NOT NULL,
    "public_key" BYTEA NOT NULL,
    "counter" BIGINT NOT NULL,
    "transports" TEXT[],
    "backup_eligible" BOOLEAN NOT NULL,
    "backed_up" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "passkeys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "passkey_challenges" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "challenge" TEXT NOT NULL,
    "session_id" UUID,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "passkey_challenges_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "login_links" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "email" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "login_links_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "provider_attempts" (
    "id" UUID NOT NULL,
    "secret_hash" BYTEA NOT NULL,
    "purpose" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "nonce" TEXT NOT NULL,
    "code_verifier" TEXT NOT NULL,
    "next" TEXT,
    "session_id" UUID,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "provider_attempts_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "passkeys_credential_id_key" ON "passkeys"("credential_id");

-- CreateIndex
CREATE INDEX "passkeys_user_id_idx" ON "passkeys"("user_id");

-- CreateIndex
CREATE INDEX "passkey_challenges_expires_at_idx" ON "passkey_challenges"("expires_at");

-- CreateIndex
CREATE INDEX "passkey_challenges_session_id_idx" ON "passkey_challenges"("session_id");

-- CreateIndex
CREATE UNIQUE INDEX "login_links_issuer_subject_key" ON "login_links"("issuer", "subject");

-- CreateIndex
CREATE UNIQUE INDEX "login_links_user_id_issuer_key" ON "login_links"("user_id", "issuer");

-- CreateIndex
CREATE UNIQUE INDEX "provider_attempts_secret_hash_key" ON "provider_attempts"("secret_hash");

-- CreateIndex
CREATE INDEX "provider_attempts_expires_at_idx" ON "provider_attempts"("expires_at");

-- CreateIndex
CREATE INDEX "provider_attempts_session_id_idx" ON "provider_attempts"("session_id");

-- AddForeignKey
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "passkey_challenges" ADD CONSTRAINT "passkey_challenges_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "sessions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "login_links" ADD CONSTRAINT "login_links_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "provider_attempts" ADD CONSTRAINT "provider_attempts_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "sessions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's language cannot say.
ALTER TABLE sessions ADD CONSTRAINT sessions_way CHECK (way IN ('password', 'passkey', 'provider'));
CREATE UNIQUE INDEX passkeys_name ON passkeys (user_id, lower(name));
ALTER TABLE passkeys ADD CONSTRAINT passkeys_counter CHECK (counter >= 0);
ALTER TABLE passkeys ADD CONSTRAINT passkeys_named CHECK (length(name) BETWEEN 1 AND 60);
-- Who adds a passkey or confirms is logged in; who logs in is not.
ALTER TABLE passkey_challenges ADD CONSTRAINT passkey_challenges_kind
  CHECK (kind IN ('add', 'login', 'confirm') AND (kind = 'login') = (session_id IS NULL));
ALTER TABLE provider_attempts ADD CONSTRAINT provider_attempts_purpose
  CHECK (purpose IN ('login', 'link', 'confirm') AND (purpose = 'login') = (session_id IS NULL));
ALTER TABLE account_mails
  DROP CONSTRAINT account_mails_kind,
  ADD CONSTRAINT account_mails_kind
    CHECK (kind IN ('reset', 'password', 'email', 'confirm', 'asked', 'passkey_added', 'passkey_removed', 'linked', 'unlinked'));
