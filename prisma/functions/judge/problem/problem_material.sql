-- What judges need of a problem's version: limits, how it is judged (null for plain pass-fail), its program's files, and its tests or
-- the samples among them. Lists are gathered here because a claim is one row, and one round trip.
-- Locks: nothing.
CREATE OR REPLACE FUNCTION problem_material(p_problem_id uuid, p_version int, p_samples_only boolean)
RETURNS TABLE (cpu_ms int, memory_bytes bigint, output_bytes bigint, judging jsonb, programs jsonb, tests jsonb)
LANGUAGE sql STABLE AS $$
  SELECT v.cpu_ms, v.memory_bytes, v.output_bytes, j.judging,
         (SELECT coalesce(jsonb_agg(jsonb_build_object('name', f.name, 'hash', f.hash) ORDER BY f.ordinal), '[]'::jsonb)
            FROM problem_programs f WHERE f.problem_id = v.problem_id AND f.version = v.version),
         (SELECT coalesce(jsonb_agg(jsonb_build_object('ordinal', t.ordinal, 'name', t.name, 'sample', t.sample, 'inputHash', t.input_hash,
                   'answerHash', t.answer_hash, 'validatorFlags', coalesce(t.validator_flags, to_jsonb(v.validator_flags)), 'args', t.args) ORDER BY t.ordinal), '[]'::jsonb)
            FROM problem_tests t WHERE t.problem_id = v.problem_id AND t.version = v.version AND (t.sample OR NOT p_samples_only))
    FROM problem_versions v LEFT JOIN problem_judgings j ON j.problem_id = v.problem_id AND j.version = v.version
   WHERE v.problem_id = p_problem_id AND v.version = p_version
$$;
