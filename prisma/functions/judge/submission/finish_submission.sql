-- keep until 0.3.0: workers of 0.1 write verdicts with it
-- The verdict of what this attempt still holds: a submission, with its last tests, its event and what it means for the user and the problem; a
-- result of a rejudge, which is judged in the shadow and told to nobody; or a program of a package's check. False when it lost it.
-- Locks: the task, the submission, the user's row for the problem, and last the problem, the one row that many share.
CREATE OR REPLACE FUNCTION finish_submission(
  p_id uuid, p_attempt int, p_status text, p_reason text, p_cpu_ms float8, p_memory_bytes bigint, p_compile_log text,
  p_tests_done int, p_tests jsonb, p_event_id uuid, p_event_type text, p_channel text, p_envelope jsonb
) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  j rejudge_results%ROWTYPE;
BEGIN
  IF EXISTS (SELECT FROM submissions s WHERE s.id = p_id) THEN
    RETURN (SELECT v.told FROM settle_verdict(p_id, p_attempt, p_status, p_reason, p_cpu_ms, p_memory_bytes, p_compile_log, p_tests_done, p_tests,
      p_event_id, p_event_type, p_channel, p_envelope, gen_random_uuid()) v);
  END IF;
  IF NOT end_task(p_id, p_attempt) THEN
    RETURN false;
  END IF;
  UPDATE rejudge_results r
     SET new_status = p_status, reason = p_reason, cpu_ms = p_cpu_ms, memory_bytes = p_memory_bytes, compile_log = p_compile_log, tests = r.tests || p_tests
   WHERE r.id = p_id RETURNING * INTO j;
  IF NOT FOUND THEN
    PERFORM finish_package_check(p_id, p_status, p_reason);
    RETURN true;
  END IF;
  UPDATE rejudges r
     SET judged = r.judged + 1, changed = r.changed + (j.new_status <> j.old_status)::int, updated_at = clock_timestamp(),
         status = CASE WHEN r.status = 'RUNNING' AND r.judged + 1 = r.total THEN 'READY' ELSE r.status END
   WHERE r.id = j.rejudge_id;
  RETURN true;
END $$;
