-- keep until 0.3.0: workers of 0.1 give tasks back with it
-- Puts a task back that this attempt holds, at the place it had, without any result: its judge stops or cannot do it. False when it lost it.
-- Locks: the task, then the row that it is about.
CREATE OR REPLACE FUNCTION release_task(p_id uuid, p_attempt int) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  v_kind text;
BEGIN
  UPDATE judge_tasks t SET status = 'QUEUED', worker_id = NULL, lease_until = NULL, started_at = NULL
   WHERE t.id = p_id AND t.attempt = p_attempt AND t.status = 'ACTIVE' RETURNING t.kind INTO v_kind;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  CASE v_kind
  WHEN 'submission' THEN
    UPDATE submissions s SET status = 'QUEUED', started_at = NULL, tests_done = 0 WHERE s.id = p_id;
    DELETE FROM submission_tests t WHERE t.submission_id = p_id;
  WHEN 'run' THEN
    UPDATE runs r SET status = 'QUEUED', cases = '[]' WHERE r.id = p_id;
  WHEN 'rejudge' THEN
    UPDATE rejudge_results r SET tests = '[]' WHERE r.id = p_id;
  WHEN 'check' THEN
    NULL;
  END CASE;
  RETURN true;
END $$;
