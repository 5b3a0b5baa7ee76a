-- The scope in which this user's time runs at that moment and that has this problem; null: none. There it does not pass as practice.
CREATE OR REPLACE FUNCTION open_scope_of(p_problem_id uuid, p_user_id uuid, p_at timestamptz) RETURNS uuid
LANGUAGE sql STABLE AS $$
  SELECT s.id FROM judge_scope_members m JOIN judge_scopes s ON s.id = m.scope_id JOIN judge_scope_problems c ON c.scope_id = s.id AND c.problem_id = p_problem_id
   WHERE m.user_id = p_user_id AND scope_is_open(s, m, p_at) LIMIT 1
$$;
