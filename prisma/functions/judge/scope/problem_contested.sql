-- Is this problem in a contest that runs now, or in one that this user plays for themselves? Then nothing is told of it that helps: figures, discussion,
-- editorial. Null for nobody known. Before a contest begins nothing says that a problem is in it.
CREATE OR REPLACE FUNCTION problem_contested(p_problem_id uuid, p_user_id uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
      SELECT FROM judge_scope_problems c JOIN judge_scopes s ON s.id = c.scope_id
       WHERE c.problem_id = p_problem_id AND s.active AND s.open_at <= now() AND (s.paused_at IS NOT NULL OR s.over_at > now()))
    OR p_user_id IS NOT NULL AND open_scope_of(p_problem_id, p_user_id, now()) IS NOT NULL
$$;
