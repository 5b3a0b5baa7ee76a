-- The hot statements of the judge: each is one round trip, holds its rows as briefly as can be,
-- and guards itself (status, attempt), so that it may be called twice, late or by two at once.

-- The UUID a text spells, or null: for addresses that take an id or a name.
CREATE FUNCTION as_uuid(p_text text) RETURNS uuid
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN p_text ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN p_text::uuid END
$$;

-- Adds results of tests; the callers hold the row of the submission and have checked the attempt.
CREATE FUNCTION add_submission_tests(p_id uuid, p_attempt int, p_tests jsonb) RETURNS void
LANGUAGE sql AS $$
  INSERT INTO submission_tests (submission_id, ordinal, attempt, name, sample, verdict, reason, cpu_ms, wall_ms, memory_bytes, evidence, feedback)
  SELECT p_id, t.ordinal, p_attempt, t.name, t.sample, t.verdict, t.reason, t."cpuMs", t."wallMs", t."memoryBytes", t.evidence, t.feedback
    FROM jsonb_to_recordset(p_tests) AS t(ordinal int, name text, sample boolean, verdict text, reason text,
      "cpuMs" float8, "wallMs" float8, "memoryBytes" bigint, evidence jsonb, feedback jsonb)
  ON CONFLICT (submission_id, ordinal) DO NOTHING
$$;
