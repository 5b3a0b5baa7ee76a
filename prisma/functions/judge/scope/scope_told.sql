-- Do results of this scope count for everybody? Those of practice, of no scope, always do.
CREATE OR REPLACE FUNCTION scope_told(p_scope_id uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT p_scope_id IS NULL OR EXISTS (SELECT FROM judge_scopes s WHERE s.id = p_scope_id AND s.told_at IS NOT NULL)
$$;
