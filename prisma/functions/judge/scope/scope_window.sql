-- The window of a member: the own one, or the scope's; with what comes on top. Null where members have their own and this one has not begun.
CREATE OR REPLACE FUNCTION scope_window(s judge_scopes, m judge_scope_members, OUT opens timestamptz, OUT closes timestamptz)
LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(m.from_at, CASE WHEN NOT s.own_windows AND NOT m.virtual THEN s.open_at END),
         coalesce(m.until_at, CASE WHEN NOT s.own_windows AND NOT m.virtual THEN s.close_at END) + m.extra_ms * interval '1 millisecond'
$$;
