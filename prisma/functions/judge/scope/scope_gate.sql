-- May this user submit to this problem in this scope at that moment, and whose is it then, at which time of theirs? The clock is the database's;
-- the last millisecond before the end is in, the end is not.
-- refusal: scope_not_found | not_member | scope_not_started | window_not_begun | scope_paused | window_over (with moment, the end) | not_in_scope |
-- other_language
-- Locks: nothing; whoever writes has locked the scope.
CREATE OR REPLACE FUNCTION scope_gate(
  p_scope_id uuid, p_user_id uuid, p_problem_id uuid, p_language text, p_at timestamptz,
  OUT refusal text, OUT moment timestamptz, OUT participant_id uuid, OUT time_ms bigint, OUT virtual boolean
)
LANGUAGE plpgsql STABLE AS $$
DECLARE
  s judge_scopes%ROWTYPE;
  m judge_scope_members%ROWTYPE;
  w record;
  v_until timestamptz;
BEGIN
  SELECT * INTO s FROM judge_scopes c WHERE c.id = p_scope_id AND c.active;
  IF NOT FOUND THEN
    refusal := 'scope_not_found';
    RETURN;
  END IF;
  SELECT * INTO m FROM judge_scope_members c WHERE c.scope_id = p_scope_id AND c.user_id = p_user_id;
  IF NOT FOUND OR m.barred THEN
    refusal := 'not_member';
    RETURN;
  END IF;
  SELECT * INTO w FROM scope_window(s, m);
  v_until := scope_takes_until(s, w.closes);
  refusal := CASE
    WHEN p_at < s.open_at THEN 'scope_not_started'
    WHEN w.opens IS NULL THEN 'window_not_begun'
    WHEN p_at < w.opens THEN 'scope_not_started'
    WHEN s.paused_at < v_until AND NOT m.virtual THEN 'scope_paused'
    WHEN p_at >= v_until THEN 'window_over'
    WHEN NOT EXISTS (SELECT FROM judge_scope_problems c WHERE c.scope_id = p_scope_id AND c.problem_id = p_problem_id) THEN 'not_in_scope'
    WHEN NOT s.languages ? p_language THEN 'other_language'
  END;
  moment := CASE refusal WHEN 'window_over' THEN v_until WHEN 'scope_not_started' THEN greatest(s.open_at, w.opens) END;
  participant_id := m.participant_id;
  virtual := m.virtual;
  time_ms := round(extract(epoch FROM p_at - w.opens) * 1000)
    - CASE WHEN m.virtual THEN 0 ELSE s.paused_ms - m.paused_before_ms END;
END $$;
