-- Tells the logs of their scopes what these submissions are judged as now; those of no scope are left out. Returns the scopes for which a wake-up
-- was written, with its id.
-- Locks: the scopes in the order of their ids; the caller has the submissions.
CREATE OR REPLACE FUNCTION log_judgements(p_ids uuid[], p_rejudge_id uuid, p_wake_id uuid) RETURNS TABLE (scope_id uuid, wake_id uuid)
LANGUAGE plpgsql AS $$
DECLARE
  c record;
  v_wake_id uuid := p_wake_id;
BEGIN
  FOR c IN SELECT s.scope_id AS id, array_agg('judgement'::text) AS kinds, jsonb_agg(jsonb_build_object('judgement', jsonb_build_object(
                    'submission', s.id, 'attempt', s.attempt, 'verdict', s.status, 'score', j.score, 'maxScore', j.max_score,
                    'subtasks', coalesce(j.subtasks, '[]'::jsonb), 'rejudge', p_rejudge_id,
                    'failedTest', (SELECT min(t.ordinal) FROM submission_tests t WHERE t.submission_id = s.id AND t.verdict <> 'AC'),
                    'pretestsOnly', false)) ORDER BY s.id) AS data
             FROM submissions s LEFT JOIN judge_scores j ON j.task_id = s.id AND j.attempt = s.attempt
            WHERE s.id = ANY (p_ids) AND s.scope_id IS NOT NULL GROUP BY s.scope_id ORDER BY s.scope_id
  LOOP
    IF (SELECT a.wakes FROM append_scope_log(c.id, c.kinds, c.data, NULL, coalesce(v_wake_id, gen_random_uuid())) a) THEN
      scope_id := c.id;
      wake_id := v_wake_id;
      RETURN NEXT;
      v_wake_id := NULL;
    END IF;
  END LOOP;
END $$;
