-- A message that keeps failing backs off and is dead in the end; see ADR 16.
ALTER TABLE outbox
  ADD COLUMN failures int NOT NULL DEFAULT 0,
  ADD COLUMN crashes int NOT NULL DEFAULT 0,
  ADD COLUMN next_at timestamptz(3),
  ADD COLUMN dead_at timestamptz(3),
  ADD COLUMN reason text,
  ADD CONSTRAINT outbox_dead_reason CHECK (dead_at IS NULL OR reason IS NOT NULL) NOT VALID;

-- Which worker serves which queue, as it last said.
CREATE TABLE queue_workers (
  worker_id text NOT NULL,
  queue text NOT NULL,
  seen_at timestamptz(3) NOT NULL,
  PRIMARY KEY (worker_id, queue)
);
