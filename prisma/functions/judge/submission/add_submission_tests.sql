-- Adds results of tests; the callers hold the row of the submission and have checked the attempt.
CREATE OR REPLACE FUNCTION add_submission_tests(p_id uuid, p_attempt int, p_tests jsonb) RETURNS void
LANGUAGE sql AS $$
  INSERT INTO submission_tests (submission_id, ordinal, attempt, name, sample, verdict, reason, cpu_ms, wall_ms, memory_bytes, evidence, feedback)
  SELECT p_id, t.ordinal, p_attempt, t.name, t.sample, t.verdict, t.reason, t."cpuMs", t."wallMs", t."memoryBytes", t.evidence, t.feedback
    FROM jsonb_to_recordset(p_tests) AS t(ordinal int, name text, sample boolean, verdict text, reason text,
      "cpuMs" float8, "wallMs" float8, "memoryBytes" bigint, evidence jsonb, feedback jsonb)
  ON CONFLICT (submission_id, ordinal) DO NOTHING
$$;
