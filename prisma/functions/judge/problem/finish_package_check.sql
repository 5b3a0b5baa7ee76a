-- keep until 0.3.0: finish_submission, for workers of 0.1
-- A program of a package has been judged to its end. A verdict other than the promised one is a fault, and so is a score outside of what is
-- promised; of an IE the judge has noted the reason already. Of a sample that was not judged to its end there are no points to compare; its
-- verdict says enough. After the last program whoever imported the version is told how it went.
-- Locks: the task (the caller's), then the version's row.
CREATE OR REPLACE FUNCTION finish_package_check(p_id uuid, p_status text, p_reason text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  c package_checks%ROWTYPE;
  v_score float8;
  v_event record;
BEGIN
  SELECT * INTO STRICT c FROM package_checks u WHERE u.id = p_id;
  -- One ending at a time per version, or two last ones would each take the other to be still open.
  PERFORM FROM problem_versions v WHERE v.problem_id = c.problem_id AND v.version = c.version FOR NO KEY UPDATE;
  UPDATE package_checks u SET status = p_status, finished_at = clock_timestamp() WHERE u.id = p_id;
  IF c.expected <> p_status AND p_status <> 'IE' THEN
    PERFORM note_problem_fault(c.problem_id, c.version,
      c.path || ' ends with ' || p_status || ', and its folder promises ' || c.expected, p_reason, NULL);
  END IF;
  SELECT s.score INTO v_score FROM judge_scores s WHERE s.task_id = p_id AND s.attempt = c.attempt;
  -- Points are sums of thousandths and the like; two that differ by less are the same.
  IF v_score < c.score_low - 1e-6 OR v_score > c.score_high + 1e-6 THEN
    PERFORM note_problem_fault(c.problem_id, c.version, c.path || ' makes ' || points_text(v_score) || ', and submissions.yaml promises '
      || points_text(c.score_low) || CASE WHEN c.score_high > c.score_low THEN ' to ' || points_text(c.score_high) ELSE '' END, NULL, NULL);
  END IF;
  IF EXISTS (SELECT FROM package_checks u WHERE u.problem_id = c.problem_id AND u.version = c.version AND u.status IS NULL) THEN
    RETURN;
  END IF;
  SELECT gen_random_uuid() AS id, v.imported_by_id AS user_id, p.slug,
         (SELECT count(*) FROM package_checks u WHERE u.problem_id = c.problem_id AND u.version = c.version) AS programs,
         (SELECT count(*) FROM problem_faults f WHERE f.problem_id = c.problem_id AND f.version = c.version) AS faults
    INTO v_event
    FROM problem_versions v JOIN problems p ON p.id = v.problem_id WHERE v.problem_id = c.problem_id AND v.version = c.version;
  IF v_event.user_id IS NOT NULL THEN
    INSERT INTO outbox (id, topic, name, channel, payload)
    VALUES (v_event.id, 'event', 'problem.checked', 'user:' || v_event.user_id, jsonb_build_object('v', 1, 'id', v_event.id,
      'type', 'problem.checked', 'at', to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'data', jsonb_build_object('userId', v_event.user_id, 'problemId', c.problem_id, 'slug', v_event.slug, 'version', c.version,
        'programs', v_event.programs, 'faults', v_event.faults)));
  END IF;
END $$;
