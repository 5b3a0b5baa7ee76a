-- What backs off, and what an admin may have to look at: both stay small however large the table grows. Each reads the outbox once, and
-- nobody commits work meanwhile: seconds where a week's events are millions.
CREATE INDEX outbox_next ON outbox (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX outbox_troubled ON outbox (id) WHERE (failures > 0 OR crashes > 0 OR dead_at IS NOT NULL) AND done_at IS NULL;
