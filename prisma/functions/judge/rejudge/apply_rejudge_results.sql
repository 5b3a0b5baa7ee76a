-- Makes the new verdicts of a rejudge count, in the transaction of the caller, who has locked it and found it ready. Returns what was applied,
-- as the submissions stand now, and what was left: submissions whose verdict changed since, and faults of the judge (IE).
-- Locks: submissions by id, scopes by id, user_problems by user and problem, bests and their spread, problems; the caller has the rejudge.
CREATE OR REPLACE FUNCTION apply_rejudge_results(p_id uuid)
RETURNS TABLE (state text, submission_id uuid, user_id uuid, problem_id uuid, language text, status text, reason text, attempt int,
  cpu_ms float8, memory_bytes bigint, tests_done int, tests_total int, compile_log text)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_keys jsonb;
BEGIN
  PERFORM FROM submissions s JOIN rejudge_results e ON e.submission_id = s.id WHERE e.rejudge_id = p_id ORDER BY s.id FOR UPDATE OF s;

  UPDATE rejudge_results e
     SET state = CASE WHEN s.status = e.old_status AND s.attempt = e.old_attempt AND e.new_status <> 'IE' THEN 'applied' ELSE 'left' END
    FROM submissions s
   WHERE e.rejudge_id = p_id AND s.id = e.submission_id
     AND (e.new_status <> e.old_status
       OR (SELECT c.score FROM judge_scores c WHERE c.task_id = e.id AND c.attempt = e.attempt)
          IS DISTINCT FROM (SELECT c.score FROM judge_scores c WHERE c.task_id = s.id AND c.attempt = s.attempt));

  -- Of the version of before, which a submission leaves, and of the one it comes to.
  v_keys := (
    SELECT jsonb_agg(jsonb_build_object('problem_id', s.problem_id, 'version', x.version, 'language', s.language, 'user_id', s.user_id))
      FROM submissions s JOIN rejudge_results e ON e.submission_id = s.id, unnest(ARRAY[s.problem_version, e.problem_version]) AS x(version)
     WHERE e.rejudge_id = p_id AND e.state = 'applied' AND scope_told(s.scope_id));

  UPDATE submissions s
     SET status = e.new_status, reason = e.reason, attempt = s.attempt + 1, cpu_ms = e.cpu_ms, memory_bytes = e.memory_bytes,
         compile_log = e.compile_log, problem_version = e.problem_version, tests_total = e.tests_total,
         tests_done = jsonb_array_length(e.tests), finished_at = clock_timestamp()
    FROM rejudge_results e WHERE e.rejudge_id = p_id AND e.state = 'applied' AND s.id = e.submission_id;
  DELETE FROM submission_tests t USING rejudge_results e WHERE e.rejudge_id = p_id AND e.state = 'applied' AND t.submission_id = e.submission_id;
  PERFORM add_submission_tests(e.submission_id, e.old_attempt + 1, e.tests) FROM rejudge_results e WHERE e.rejudge_id = p_id AND e.state = 'applied';
  INSERT INTO judge_scores (task_id, attempt, score, max_score, subtasks)
  SELECT e.submission_id, e.old_attempt + 1, c.score, c.max_score, c.subtasks
    FROM rejudge_results e JOIN judge_scores c ON c.task_id = e.id AND c.attempt = e.attempt
   WHERE e.rejudge_id = p_id AND e.state = 'applied'
  ON CONFLICT DO NOTHING;

  -- After the submissions and before what many share; boards are counted from it.
  PERFORM log_judgements((SELECT array_agg(e.submission_id) FROM rejudge_results e WHERE e.rejudge_id = p_id AND e.state = 'applied'), p_id, NULL);

  -- Locked first and read in the next statement, so that a verdict that is being written meanwhile is seen, or sees this.
  PERFORM FROM user_problems u JOIN submissions s ON s.user_id = u.user_id AND s.problem_id = u.problem_id
    JOIN rejudge_results e ON e.submission_id = s.id WHERE e.rejudge_id = p_id AND e.state = 'applied'
   ORDER BY u.user_id, u.problem_id FOR UPDATE OF u;
  INSERT INTO user_problems AS u (user_id, problem_id, state, solved_at)
  SELECT a.user_id, a.problem_id, CASE WHEN a.solved_at IS NULL THEN 'tried' ELSE 'solved' END, a.solved_at
    FROM (SELECT d.user_id, d.problem_id,
                 (SELECT min(o.finished_at) FROM submissions o WHERE o.user_id = d.user_id AND o.problem_id = d.problem_id AND o.status = 'AC' AND scope_told(o.scope_id)) AS solved_at
            FROM (SELECT DISTINCT s.user_id, s.problem_id FROM submissions s JOIN rejudge_results e ON e.submission_id = s.id
                   WHERE e.rejudge_id = p_id AND e.state = 'applied' AND scope_told(s.scope_id)) d
           ORDER BY d.user_id, d.problem_id) a
  ON CONFLICT (user_id, problem_id) DO UPDATE SET state = excluded.state, solved_at = excluded.solved_at
    WHERE u.state <> excluded.state;
  IF v_keys IS NOT NULL THEN
    PERFORM refresh_bests(v_keys);
  END IF;

  UPDATE problems p SET judged = p.judged + d.judged, accepted = p.accepted + d.accepted
    FROM (SELECT s.problem_id, sum((e.old_status = 'IE')::int)::int AS judged,
                 sum((e.new_status = 'AC')::int - (e.old_status = 'AC')::int)::int AS accepted
            FROM submissions s JOIN rejudge_results e ON e.submission_id = s.id
           WHERE e.rejudge_id = p_id AND e.state = 'applied' AND scope_told(s.scope_id) GROUP BY s.problem_id) d
   WHERE p.id = d.problem_id;
  UPDATE rejudges r SET status = 'APPLIED', closed_at = clock_timestamp(), updated_at = clock_timestamp() WHERE r.id = p_id;
  RETURN QUERY SELECT e.state, s.id, s.user_id, s.problem_id, s.language, s.status, s.reason, s.attempt, s.cpu_ms, s.memory_bytes,
                      s.tests_done, s.tests_total, s.compile_log
    FROM rejudge_results e JOIN submissions s ON s.id = e.submission_id
   WHERE e.rejudge_id = p_id AND e.state IN ('applied', 'left') ORDER BY s.id;
END $$;
