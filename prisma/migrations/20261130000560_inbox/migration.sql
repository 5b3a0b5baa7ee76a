-- What providers call in. A role of its own writes it, which can do nothing else: whoever breaks into the process that strangers reach can neither
-- read nor change anything, nor say of an event that it is done.
-- CreateTable
CREATE TABLE "inbox_events" (
    "id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "headers" JSONB NOT NULL,
    "body" BYTEA NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'RECEIVED',
    "type" TEXT,
    "kind" TEXT,
    "reference" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "fence" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "error" TEXT,
    "parked_by" TEXT,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "inbox_events_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "inbox_events_provider_event_id_key" ON "inbox_events"("provider", "event_id");

ALTER TABLE inbox_events
  ADD CONSTRAINT inbox_events_provider_check CHECK (provider ~ '^[a-z0-9-]{1,40}$'),
  ADD CONSTRAINT inbox_events_event_id_check CHECK (length(event_id) BETWEEN 1 AND 200),
  ADD CONSTRAINT inbox_events_body_check CHECK (octet_length(body) <= 262144),
  ADD CONSTRAINT inbox_events_status_check CHECK (status IN ('RECEIVED', 'FAILED', 'DONE', 'IGNORED', 'PARKED')),
  ADD CONSTRAINT inbox_events_kind_check CHECK (kind IN ('payment', 'refund', 'payout')),
  ADD CONSTRAINT inbox_events_attempts_check CHECK (attempts BETWEEN 0 AND fence),
  ADD CONSTRAINT inbox_events_parked_by_check CHECK (parked_by IS NULL OR status = 'PARKED'),
  -- An end has a time, and a reason unless it is a good one.
  ADD CONSTRAINT inbox_events_end_check CHECK ((status IN ('DONE', 'IGNORED', 'PARKED')) = (done_at IS NOT NULL)),
  ADD CONSTRAINT inbox_events_why_check CHECK ((status IN ('FAILED', 'IGNORED', 'PARKED')) <= (error IS NOT NULL));

-- What is to be taken out stays small, however large the table grows; so does what somebody has to look at.
CREATE INDEX inbox_events_open ON inbox_events (next_try_at) WHERE status IN ('RECEIVED', 'FAILED');
CREATE INDEX inbox_events_parked ON inbox_events (id) WHERE status = 'PARKED';
CREATE INDEX inbox_events_reference ON inbox_events (reference) WHERE reference IS NOT NULL;
CREATE INDEX inbox_events_event_id ON inbox_events (event_id);
CREATE INDEX inbox_events_done ON inbox_events (done_at) WHERE done_at IS NOT NULL;

-- Roles belong to the server and not to the database: another database of it may have made this one, perhaps at this moment. It cannot log in until set-up
-- gives it a password. Where this role may not make others, whoever runs the server does (docs/deploy.md).
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'docket_webhooks') THEN
    CREATE ROLE docket_webhooks NOLOGIN;
  END IF;
EXCEPTION
  WHEN duplicate_object OR unique_violation THEN NULL;
  WHEN insufficient_privilege THEN RAISE NOTICE 'the role docket_webhooks is for whoever may make roles to make';
END $$;

-- The columns that it writes, and no other.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'docket_webhooks') THEN
    GRANT INSERT (id, provider, event_id, headers, body) ON inbox_events TO docket_webhooks;
  END IF;
END $$;
