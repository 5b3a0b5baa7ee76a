-- A message that keeps failing backs off and is dead in the end; see ADR 16.
ALTER TABLE outbox
  ADD COLUMN failures int NOT NULL DEFAULT 0,
  ADD COLUMN crashes int NOT NULL DEFAULT 0,
  ADD COLUMN next_at timestamptz(3),
  ADD COLUMN dead_at timestamptz(3),
  ADD COLUMN reason text,
  ADD CONSTRAINT outbox_dead_reason CHECK (dead_at IS NULL OR reason IS NOT NULL);

-- What backs off, and what an admin may have to look at: both stay small however large the table grows.
CREATE INDEX outbox_next ON outbox (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX outbox_troubled ON outbox (id) WHERE (failures > 0 OR crashes > 0 OR dead_at IS NOT NULL) AND done_at IS NULL;

-- Which worker serves which queue, as it last said.
CREATE TABLE queue_workers (
  worker_id text NOT NULL,
  queue text NOT NULL,
  seen_at timestamptz(3) NOT NULL,
  PRIMARY KEY (worker_id, queue)
);
