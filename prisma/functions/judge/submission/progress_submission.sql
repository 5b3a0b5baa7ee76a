-- keep until 0.3.0: workers of 0.1 write progress with it
-- Adds results of tests to what this attempt still holds: to a submission, or beside it if it is judged in the shadow. False when it lost it.
-- Locks: the task, then the submission.
CREATE OR REPLACE FUNCTION progress_submission(p_id uuid, p_attempt int, p_status text, p_tests_done int, p_tests jsonb, p_lease_seconds float8) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  IF NOT keep_task(p_id, p_attempt, p_lease_seconds) THEN
    RETURN false;
  END IF;
  UPDATE submissions s SET status = p_status, tests_done = p_tests_done WHERE s.id = p_id;
  IF FOUND THEN
    PERFORM add_submission_tests(p_id, p_attempt, p_tests);
  ELSE
    UPDATE rejudge_results r SET tests = r.tests || p_tests WHERE r.id = p_id;
  END IF;
  RETURN true;
END $$;
