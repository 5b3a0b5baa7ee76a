-- From now on results of this scope count for everybody: who has solved what, and the figures of problems. Once; false when they do already.
-- Locks: the scope, rows of users and problems in their order, bests and their spread, problems in the order of their ids.
CREATE OR REPLACE FUNCTION tell_scope(p_scope_id uuid) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  v_keys jsonb;
BEGIN
  UPDATE judge_scopes s SET told_at = clock_timestamp() WHERE s.id = p_scope_id AND s.told_at IS NULL;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  -- What is judged later sees that it is told; what was judged before is seen here.
  INSERT INTO user_problems AS u (user_id, problem_id, state, solved_at)
  SELECT s.user_id, s.problem_id, CASE WHEN bool_or(s.status = 'AC') THEN 'solved' ELSE 'tried' END, min(s.finished_at) FILTER (WHERE s.status = 'AC')
    FROM submissions s WHERE s.scope_id = p_scope_id AND s.finished_at IS NOT NULL AND s.status NOT IN ('IE', 'CANCELLED')
   GROUP BY s.user_id, s.problem_id ORDER BY s.user_id, s.problem_id
  ON CONFLICT (user_id, problem_id) DO UPDATE SET state = 'solved', solved_at = excluded.solved_at
    WHERE u.state = 'tried' AND excluded.state = 'solved';
  v_keys := (
    SELECT jsonb_agg(jsonb_build_object('problem_id', s.problem_id, 'version', s.problem_version, 'language', s.language, 'user_id', s.user_id))
      FROM submissions s WHERE s.scope_id = p_scope_id AND s.status = 'AC');
  IF v_keys IS NOT NULL THEN
    PERFORM refresh_bests(v_keys);
  END IF;
  PERFORM FROM problems p WHERE p.id IN (SELECT c.problem_id FROM judge_scope_problems c WHERE c.scope_id = p_scope_id) ORDER BY p.id FOR NO KEY UPDATE;
  UPDATE problems p SET judged = p.judged + d.judged, accepted = p.accepted + d.accepted
    FROM (SELECT s.problem_id, count(*)::int AS judged, count(*) FILTER (WHERE s.status = 'AC')::int AS accepted
            FROM submissions s WHERE s.scope_id = p_scope_id AND s.finished_at IS NOT NULL AND s.status NOT IN ('IE', 'CANCELLED') GROUP BY s.problem_id) d
   WHERE p.id = d.problem_id;
  RETURN true;
END $$;
