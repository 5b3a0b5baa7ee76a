-- The queue over time, a row every half minute, for a week.
CREATE TABLE queue_samples (
  at timestamptz(3) PRIMARY KEY,
  waiting integer NOT NULL,
  running integer NOT NULL,
  slots integer NOT NULL,
  oldest_seconds double precision,
  wait_p50 double precision,
  wait_p95 double precision
);
