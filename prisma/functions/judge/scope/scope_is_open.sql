-- Does this member's time run at that moment, or is what comes late still taken? In a pause it stands still, and is not over.
CREATE OR REPLACE FUNCTION scope_is_open(s judge_scopes, m judge_scope_members, p_at timestamptz) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(s.active AND NOT m.barred AND p_at >= w.opens AND (p_at < scope_takes_until(s, w.closes) OR s.paused_at < scope_takes_until(s, w.closes)), false)
    FROM scope_window(s, m) w
$$;
