-- Notes to a problem's setter: what the judge could not do because of the package. The same fault again only counts up.

CREATE TABLE "problem_faults" (
    "problem_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "message" TEXT,
    "submission_id" UUID NOT NULL,
    "times" INTEGER NOT NULL DEFAULT 1,
    "first_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "problem_faults_pkey" PRIMARY KEY ("problem_id", "version", "reason")
);

ALTER TABLE problem_faults
  ADD CONSTRAINT problem_faults_version FOREIGN KEY (problem_id, version) REFERENCES problem_versions (problem_id, version) ON DELETE CASCADE,
  ADD CONSTRAINT problem_faults_reason CHECK (length(reason) <= 1000);

-- At most 100 kinds per version: what is wrong on every test need not be told a thousand times.
CREATE FUNCTION note_problem_fault(p_problem_id uuid, p_version int, p_reason text, p_message text, p_submission_id uuid) RETURNS void
LANGUAGE sql AS $$
  INSERT INTO problem_faults AS f (problem_id, version, reason, message, submission_id)
  SELECT p_problem_id, p_version, left(p_reason, 1000), p_message, p_submission_id
   WHERE (SELECT count(*) FROM problem_faults x WHERE x.problem_id = p_problem_id AND x.version = p_version) < 100
  ON CONFLICT (problem_id, version, reason) DO UPDATE
    SET times = f.times + 1, last_at = clock_timestamp(), message = excluded.message, submission_id = excluded.submission_id
$$;

-- What judges need of a problem's version: its number, limits and tests, and how they are judged.
CREATE FUNCTION judge_material(p_problem_id uuid, p_version int) RETURNS jsonb
LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'problemVersion', p_version,
    'limits', jsonb_build_object('cpuMs', v.cpu_ms, 'memoryBytes', v.memory_bytes, 'outputBytes', v.output_bytes),
    'judging', problem_judging(p_problem_id, p_version),
    'tests', coalesce((
      SELECT jsonb_agg(jsonb_build_object('ordinal', t.ordinal, 'name', t.name, 'sample', t.sample, 'inputHash', t.input_hash, 'answerHash', t.answer_hash,
        'validatorFlags', coalesce(t.validator_flags, to_jsonb(v.validator_flags))) ORDER BY t.ordinal)
        FROM problem_tests t WHERE t.problem_id = v.problem_id AND t.version = v.version), '[]'::jsonb))
    FROM problem_versions v WHERE v.problem_id = p_problem_id AND v.version = p_version
$$;
