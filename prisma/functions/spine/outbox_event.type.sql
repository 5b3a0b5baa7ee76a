CREATE TYPE outbox_event AS (id uuid, channel text, envelope jsonb);
