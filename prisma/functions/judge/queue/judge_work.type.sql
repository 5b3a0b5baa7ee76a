-- What a judge is given of a task beside the task itself, whatever its kind: whose it is, the code, and what a problem's version asks of it.
-- `total` counts tests or cases, `inputs` are a run's own; what a kind has no use for is null or empty.
CREATE TYPE judge_work AS (
  user_id uuid, problem_id uuid, problem_version int, language text, files jsonb, total int, inputs jsonb,
  cpu_ms int, memory_bytes bigint, output_bytes bigint, judging jsonb, programs jsonb, tests jsonb
);
