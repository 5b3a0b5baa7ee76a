-- keep until 0.3.0: servers of 0.1 read problems with it, and judge_material
-- How a problem's version is judged, beside limits and tests, with the files of its programs; null for plain pass-fail.
CREATE OR REPLACE FUNCTION problem_judging(p_problem_id uuid, p_version int) RETURNS jsonb
LANGUAGE sql STABLE AS $$
  SELECT j.judging || jsonb_build_object('files', coalesce((
      SELECT jsonb_agg(jsonb_build_object('name', f.name, 'hash', f.hash) ORDER BY f.ordinal)
        FROM problem_programs f WHERE f.problem_id = j.problem_id AND f.version = j.version), '[]'::jsonb))
    FROM problem_judgings j WHERE j.problem_id = p_problem_id AND j.version = p_version
$$;
