-- keep until 0.3.0: functions that servers of version 0.1 call
-- An event that a function has written to the outbox: what its caller hands to the fast path after the commit.
CREATE TYPE outbox_event AS (id uuid, channel text, envelope jsonb);
