CREATE TYPE judge_work AS (
  user_id uuid, problem_id uuid, problem_version int, language text, files jsonb, total int, inputs jsonb,
  cpu_ms int, memory_bytes bigint, output_bytes bigint, judging jsonb, programs jsonb, tests jsonb
);
