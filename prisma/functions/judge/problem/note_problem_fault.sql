-- keep until 0.3.0: workers of 0.1 note faults with it, and finish_package_check
-- Notes what is wrong with a version of a problem, once per kind with how often it was seen. At most 100 kinds per version: what is wrong on
-- every test need not be told a thousand times.
CREATE OR REPLACE FUNCTION note_problem_fault(p_problem_id uuid, p_version int, p_reason text, p_message text, p_submission_id uuid) RETURNS void
LANGUAGE sql AS $$
  INSERT INTO problem_faults AS f (problem_id, version, reason, message, submission_id)
  SELECT p_problem_id, p_version, left(p_reason, 1000), p_message, p_submission_id
   WHERE (SELECT count(*) FROM problem_faults x WHERE x.problem_id = p_problem_id AND x.version = p_version) < 100
  ON CONFLICT (problem_id, version, reason) DO UPDATE
    SET times = f.times + 1, last_at = clock_timestamp(), message = excluded.message, submission_id = excluded.submission_id
$$;
