-- Problems of contests that run now. Nothing that helps is told of them: figures, tags, discussion, editorial. Before a contest begins nothing says that a
-- problem is in it, and of closed scopes nothing ever does: those who take part are asked for by `open_scope_of`. One that takes things late for good runs
-- until its keeper ends that.
CREATE OR REPLACE FUNCTION contested_problems() RETURNS SETOF uuid
LANGUAGE sql STABLE AS $$
  -- Two branches, each with an index of its own.
  SELECT c.problem_id
    FROM (SELECT r.id, r.open_at FROM judge_scopes r WHERE r.active AND NOT r.closed AND r.over_at > now()
          UNION ALL
          SELECT h.id, h.open_at FROM judge_scopes h WHERE h.active AND NOT h.closed AND (h.paused_at IS NOT NULL OR h.late_ms IS NULL)) s
    JOIN judge_scope_problems c ON c.scope_id = s.id
   WHERE s.open_at <= now()
$$;
