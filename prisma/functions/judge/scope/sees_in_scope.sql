-- Is this problem open to this user in some scope at that moment? Null for nobody known.
CREATE OR REPLACE FUNCTION sees_in_scope(p_problem_id uuid, p_user_id uuid, p_at timestamptz) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM judge_scope_problems c JOIN judge_scopes s ON s.id = c.scope_id
     WHERE c.problem_id = p_problem_id AND scope_standing(s, p_user_id, p_at) IN ('staff', 'open', 'upsolving'))
$$;
