-- Reads the whole outbox, and keeps nobody from writing meanwhile.
ALTER TABLE outbox VALIDATE CONSTRAINT outbox_dead_reason;
