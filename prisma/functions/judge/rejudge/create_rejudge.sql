-- keep until 0.3.0: servers of 0.1 start rejudges with it
-- Judges again, in the shadow and by what each problem is now, all judged submissions that fit, without those of scopes whose results
-- are not told. They queue as the setter's own work.
-- outcome: created | replay | mismatch | in_progress | nothing | too_many | draining
CREATE OR REPLACE FUNCTION create_rejudge(
  p_id uuid, p_job_id uuid, p_user_id uuid, p_problem_id uuid, p_language text, p_submission_id uuid, p_status text, p_max int, p_wakes int,
  p_key text, p_fingerprint text
) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  v_claim record;
  v_refusal text;
  v_total int;
  v_first bigint;
  v_answer jsonb;
BEGIN
  SELECT * INTO v_claim FROM claim_idempotency_key(p_user_id, p_key, p_fingerprint);
  IF v_claim.outcome <> 'claimed' THEN
    RETURN coalesce(v_claim.response, '{}') || jsonb_build_object('outcome', v_claim.outcome);
  END IF;
  SELECT count(*)::int INTO v_total FROM (
    SELECT FROM submissions s
     WHERE s.finished_at IS NOT NULL AND s.status <> 'CANCELLED' AND scope_told(s.scope_id) AND (p_problem_id IS NULL OR s.problem_id = p_problem_id)
       AND (p_language IS NULL OR s.language = p_language) AND (p_submission_id IS NULL OR s.id = p_submission_id)
       AND (p_status IS NULL OR s.status = p_status) LIMIT p_max + 1) w;
  v_refusal := CASE
    WHEN (SELECT c.draining FROM judge_control c) THEN 'draining'
    WHEN v_total = 0 THEN 'nothing'
    WHEN v_total > p_max THEN 'too_many'
  END;
  IF v_refusal IS NOT NULL THEN
    PERFORM settle_idempotency_key(p_user_id, p_key, NULL);
    RETURN jsonb_build_object('outcome', v_refusal);
  END IF;
  INSERT INTO rejudges (id, created_by, problem_id, language, submission_id, had_status, total)
  VALUES (p_id, p_user_id, p_problem_id, p_language, p_submission_id, p_status, v_total);
  INSERT INTO rejudge_results (id, rejudge_id, submission_id, problem_version, tests_total, old_status, old_attempt)
  SELECT gen_random_uuid(), p_id, s.id, p.current_version,
         (SELECT count(*)::int FROM problem_tests t WHERE t.problem_id = p.id AND t.version = p.current_version), s.status, s.attempt
    FROM submissions s JOIN problems p ON p.id = s.problem_id
   WHERE s.finished_at IS NOT NULL AND s.status <> 'CANCELLED' AND scope_told(s.scope_id) AND (p_problem_id IS NULL OR s.problem_id = p_problem_id)
     AND (p_language IS NULL OR s.language = p_language) AND (p_submission_id IS NULL OR s.id = p_submission_id)
     AND (p_status IS NULL OR s.status = p_status)
   ORDER BY s.id LIMIT v_total;
  -- Between the count and the insert a submission may have ended or been taken up.
  UPDATE rejudges r SET total = (SELECT count(*) FROM rejudge_results e WHERE e.rejudge_id = p_id) WHERE r.id = p_id RETURNING r.total INTO v_total;

  -- All at once instead of by enqueue_task one by one: the same turns.
  PERFORM pg_advisory_xact_lock(hashtextextended(p_user_id::text, 7401));
  v_first := next_turn(3, p_user_id);
  INSERT INTO judge_tasks (id, kind, class, turn, user_id, language)
  SELECT e.id, 'rejudge', 3, v_first + row_number() OVER (ORDER BY e.submission_id) - 1, p_user_id, s.language
    FROM rejudge_results e JOIN submissions s ON s.id = e.submission_id WHERE e.rejudge_id = p_id;
  -- A few wake-ups start idle slots; whoever finds work goes on by itself.
  INSERT INTO outbox (id, topic, name, payload)
  SELECT gen_random_uuid(), 'job', 'judge.wake', jsonb_build_object('taskId', e.id) FROM rejudge_results e WHERE e.rejudge_id = p_id LIMIT p_wakes;
  v_answer := jsonb_build_object('rejudgeId', p_id, 'total', v_total);
  PERFORM settle_idempotency_key(p_user_id, p_key, v_answer);
  RETURN v_answer || '{"outcome":"created"}';
END $$;
