-- What a user may do with the problems of a scope at that moment: `staff` and admins see them always, `open` is somebody whose time runs, `upsolving`
-- is for whom the scope lets go on when nobody's window is open any more. The others see nothing: `not_started`, `window_not_begun`, `over`, `stranger`.
CREATE OR REPLACE FUNCTION scope_standing(s judge_scopes, p_user_id uuid, p_at timestamptz) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
  m judge_scope_members%ROWTYPE;
  w record;
  v_member boolean;
BEGIN
  IF EXISTS (SELECT FROM judge_scope_staff f WHERE f.scope_id = s.id AND f.user_id = p_user_id)
     OR EXISTS (SELECT FROM users u WHERE u.id = p_user_id AND u.role = 'admin' AND u.disabled_at IS NULL) THEN
    RETURN 'staff';
  END IF;
  SELECT * INTO m FROM judge_scope_members c WHERE c.scope_id = s.id AND c.user_id = p_user_id;
  v_member := FOUND AND NOT m.barred;
  IF v_member AND scope_is_open(s, m, p_at) THEN
    RETURN 'open';
  END IF;
  IF s.active AND s.paused_at IS NULL AND s.over_at <= p_at AND (s.upsolve = 'everybody' OR s.upsolve = 'participants' AND v_member) THEN
    RETURN 'upsolving';
  END IF;
  SELECT * INTO w FROM scope_window(s, m);
  RETURN CASE
    WHEN p_at < s.open_at THEN 'not_started'
    WHEN NOT v_member THEN CASE WHEN s.over_at <= p_at THEN 'over' ELSE 'stranger' END
    WHEN w.opens IS NULL THEN CASE WHEN p_at < s.close_at THEN 'window_not_begun' ELSE 'over' END
    WHEN p_at < w.opens THEN 'not_started'
    ELSE 'over'
  END;
END $$;
