-- Problems of contests that run now. Nothing that helps is told of them: figures, discussion, editorial. Before a contest begins nothing says that a problem is in it.
CREATE OR REPLACE FUNCTION contested_problems() RETURNS SETOF uuid
LANGUAGE sql STABLE AS $$
  SELECT c.problem_id FROM judge_scopes s JOIN judge_scope_problems c ON c.scope_id = s.id
   WHERE s.active AND s.open_at <= now() AND (s.paused_at IS NOT NULL OR s.over_at > now())
$$;
