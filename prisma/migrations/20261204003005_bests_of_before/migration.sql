-- Bests of what was judged before. Rows of users and problems are locked as verdicts lock them, a problem at a time.

DO $$
DECLARE
  v_id uuid;
  v_keys jsonb;
BEGIN
  FOR v_id IN SELECT p.id FROM problems p ORDER BY p.id LOOP
    PERFORM FROM user_problems u WHERE u.problem_id = v_id ORDER BY u.user_id FOR UPDATE;
    v_keys := (
      SELECT jsonb_agg(DISTINCT jsonb_build_object('problem_id', s.problem_id, 'version', s.problem_version, 'language', s.language, 'user_id', s.user_id))
        FROM submissions s WHERE s.problem_id = v_id AND s.status = 'AC' AND scope_told(s.scope_id));
    IF v_keys IS NOT NULL THEN
      PERFORM refresh_bests(v_keys);
    END IF;
  END LOOP;
END $$;
