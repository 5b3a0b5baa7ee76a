-- Is this problem in a contest that runs now, or in one that this user plays for themselves? Null for nobody known.
CREATE OR REPLACE FUNCTION problem_contested(p_problem_id uuid, p_user_id uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT p_problem_id IN (SELECT contested_problems()) OR p_user_id IS NOT NULL AND open_scope_of(p_problem_id, p_user_id, now()) IS NOT NULL
$$;
