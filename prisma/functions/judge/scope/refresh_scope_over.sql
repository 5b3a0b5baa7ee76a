-- Brings up to date when nobody's window is open any more; called by whoever has changed windows. Those who may still begin one have until the
-- scope closes, and then so long as their own takes, which whoever keeps the scope says. What may be late is waited for, unless it is taken for good.
-- Locks: the scope.
CREATE OR REPLACE FUNCTION refresh_scope_over(p_scope_id uuid, p_longest_ms bigint) RETURNS void
LANGUAGE sql AS $$
  UPDATE judge_scopes s
     SET over_at = coalesce(s.late_ms, 0) * interval '1 millisecond' + greatest(s.close_at + p_longest_ms * interval '1 millisecond',
                            (SELECT max(w.closes) FROM judge_scope_members m, scope_window(s, m) w WHERE m.scope_id = s.id AND NOT m.virtual AND NOT m.barred))
   WHERE s.id = p_scope_id
$$;
