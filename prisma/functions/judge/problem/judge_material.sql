-- keep until 0.3.0: begin_task, for workers of 0.1
-- What judges need of a problem's version: its number, limits and tests, and how they are judged.
CREATE OR REPLACE FUNCTION judge_material(p_problem_id uuid, p_version int) RETURNS jsonb
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
