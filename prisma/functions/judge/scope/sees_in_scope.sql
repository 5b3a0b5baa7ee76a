-- Is this problem open to this user in some scope at that moment: to its staff always, to members in their own window, and when nobody's window
-- is open any more to those whom the scope lets go on. Null for nobody known.
CREATE OR REPLACE FUNCTION sees_in_scope(p_problem_id uuid, p_user_id uuid, p_at timestamptz) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM judge_scope_problems c JOIN judge_scopes s ON s.id = c.scope_id
      LEFT JOIN judge_scope_members m ON m.scope_id = s.id AND m.user_id = p_user_id
     WHERE c.problem_id = p_problem_id
       AND (EXISTS (SELECT FROM judge_scope_staff f WHERE f.scope_id = s.id AND f.user_id = p_user_id)
         OR m.user_id IS NOT NULL AND scope_is_open(s, m, p_at)
         OR s.active AND s.paused_at IS NULL AND s.over_at <= p_at
            AND (s.upsolve = 'everybody' OR s.upsolve = 'participants' AND m.user_id IS NOT NULL AND NOT m.barred)))
$$;
