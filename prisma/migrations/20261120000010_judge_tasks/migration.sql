-- The judge's queue: one row per piece of work of any kind, in the order in which it is to be taken up.
-- It carries the claim and its fence; what users see stays with the submission (or run, or result of a rejudge) of the same id.

CREATE TABLE "judge_tasks" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "class" SMALLINT NOT NULL,
    "turn" BIGINT NOT NULL,
    "user_id" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'QUEUED',
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "worker_id" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "judge_tasks_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "judge_control" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "paused" BOOLEAN NOT NULL DEFAULT false,
    "draining" BOOLEAN NOT NULL DEFAULT false,
    "reason" TEXT,
    "changed_by" UUID,
    "changed_at" TIMESTAMPTZ(3),

    CONSTRAINT "judge_control_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "duties" (
    "name" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "duties_pkey" PRIMARY KEY ("name")
);

ALTER TABLE judge_tasks
  ADD CONSTRAINT judge_tasks_kind_known CHECK (kind IN ('submission', 'run', 'rejudge')),
  ADD CONSTRAINT judge_tasks_class_known CHECK (class BETWEEN 0 AND 3),
  ADD CONSTRAINT judge_tasks_status_known CHECK (status IN ('QUEUED', 'ACTIVE', 'ENDED')),
  ADD CONSTRAINT judge_tasks_turn CHECK (turn >= 0),
  ADD CONSTRAINT judge_tasks_attempt CHECK (attempt >= (status = 'ACTIVE')::int),
  -- Whoever judges holds a lease; nobody else does.
  ADD CONSTRAINT judge_tasks_leased CHECK ((lease_until IS NOT NULL) = (status = 'ACTIVE')),
  ADD CONSTRAINT judge_tasks_held CHECK (status <> 'ACTIVE' OR (worker_id IS NOT NULL AND started_at IS NOT NULL)),
  ADD CONSTRAINT judge_tasks_ended CHECK ((ended_at IS NOT NULL) = (status = 'ENDED')),
  -- Rows are updated a few times and then kept for a day: room on the page, and dead versions of the queue's head swept early.
  SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);

ALTER TABLE judge_control ADD CONSTRAINT judge_control_one_row CHECK (id = 1);
INSERT INTO judge_control DEFAULT VALUES;

-- The order of the queue is this index.
CREATE INDEX judge_tasks_waiting ON judge_tasks (class, turn, id) WHERE status = 'QUEUED';
-- The clock of a class is the last entry here.
CREATE INDEX judge_tasks_clock ON judge_tasks (class, turn) WHERE status <> 'QUEUED';
CREATE INDEX judge_tasks_open_user ON judge_tasks (user_id, class, turn) WHERE status <> 'ENDED';
CREATE INDEX judge_tasks_leases ON judge_tasks (lease_until) WHERE status = 'ACTIVE';
CREATE INDEX judge_tasks_done ON judge_tasks (ended_at) WHERE status = 'ENDED';

-- Counts claims, over all workers: now and then one goes to a class that would starve.
CREATE SEQUENCE judge_claims AS bigint CYCLE;

-- What waits or is being judged moves over with its claim.
INSERT INTO judge_tasks (id, kind, class, turn, user_id, language, status, attempt, worker_id, lease_until, created_at, started_at)
SELECT id, 'submission', 1, row_number() OVER (PARTITION BY user_id ORDER BY id), user_id, language,
       CASE WHEN status = 'QUEUED' THEN 'QUEUED' ELSE 'ACTIVE' END, attempt, worker_id, lease_until, submitted_at, started_at
  FROM submissions WHERE status IN ('QUEUED', 'COMPILING', 'RUNNING');
UPDATE outbox SET name = 'judge.wake', payload = jsonb_build_object('taskId', payload -> 'submissionId')
 WHERE topic = 'job' AND name = 'submission.judge' AND done_at IS NULL;

DROP INDEX submissions_waiting, submissions_waiting_user, submissions_leases;
ALTER TABLE submissions DROP CONSTRAINT submissions_leased, DROP COLUMN worker_id, DROP COLUMN lease_until;
