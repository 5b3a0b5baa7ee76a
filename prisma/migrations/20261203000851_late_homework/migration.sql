-- Homework may be handed in late: the gate knows for how long, as the rules of the contest say.

-- AlterTable
ALTER TABLE "judge_scopes" ADD COLUMN     "late_ms" BIGINT DEFAULT 0;

-- They may call each other.
SET LOCAL check_function_bodies = off;

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

-- May this user submit to this problem in this scope at that moment, and whose is it then, at which time of theirs? The clock is the database's;
-- the last millisecond before the end is in, the end is not.
-- refusal: scope_not_found | not_member | scope_not_started | window_not_begun | scope_paused | window_over (with moment, the end) | not_in_scope |
-- other_language
-- Locks: nothing; whoever writes has locked the scope.
CREATE OR REPLACE FUNCTION scope_gate(
  p_scope_id uuid, p_user_id uuid, p_problem_id uuid, p_language text, p_at timestamptz,
  OUT refusal text, OUT moment timestamptz, OUT participant_id uuid, OUT time_ms bigint, OUT virtual boolean
)
LANGUAGE plpgsql STABLE AS $$
DECLARE
  s judge_scopes%ROWTYPE;
  m judge_scope_members%ROWTYPE;
  w record;
  v_until timestamptz;
BEGIN
  SELECT * INTO s FROM judge_scopes c WHERE c.id = p_scope_id AND c.active;
  IF NOT FOUND THEN
    refusal := 'scope_not_found';
    RETURN;
  END IF;
  SELECT * INTO m FROM judge_scope_members c WHERE c.scope_id = p_scope_id AND c.user_id = p_user_id;
  IF NOT FOUND OR m.barred THEN
    refusal := 'not_member';
    RETURN;
  END IF;
  SELECT * INTO w FROM scope_window(s, m);
  v_until := scope_takes_until(s, w.closes);
  refusal := CASE
    WHEN p_at < s.open_at THEN 'scope_not_started'
    WHEN w.opens IS NULL THEN 'window_not_begun'
    WHEN p_at < w.opens THEN 'scope_not_started'
    WHEN s.paused_at < v_until AND NOT m.virtual THEN 'scope_paused'
    WHEN p_at >= v_until THEN 'window_over'
    WHEN NOT EXISTS (SELECT FROM judge_scope_problems c WHERE c.scope_id = p_scope_id AND c.problem_id = p_problem_id) THEN 'not_in_scope'
    WHEN NOT s.languages ? p_language THEN 'other_language'
  END;
  moment := CASE refusal WHEN 'window_over' THEN v_until WHEN 'scope_not_started' THEN greatest(s.open_at, w.opens) END;
  participant_id := m.participant_id;
  virtual := m.virtual;
  time_ms := round(extract(epoch FROM p_at - w.opens) * 1000)
    - CASE WHEN m.virtual THEN 0 ELSE s.paused_ms - m.paused_before_ms END;
END $$;

-- Does this member's time run at that moment, or is what comes late still taken? In a pause it stands still, and is not over.
CREATE OR REPLACE FUNCTION scope_is_open(s judge_scopes, m judge_scope_members, p_at timestamptz) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(s.active AND NOT m.barred AND p_at >= w.opens AND (p_at < scope_takes_until(s, w.closes) OR s.paused_at < scope_takes_until(s, w.closes)), false)
    FROM scope_window(s, m) w
$$;

-- Until when things are taken from a member whose window closes then: for some time after it they may be late. Null of null.
CREATE OR REPLACE FUNCTION scope_takes_until(s judge_scopes, p_closes timestamptz) RETURNS timestamptz
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN s.late_ms IS NULL AND p_closes IS NOT NULL THEN 'infinity' ELSE p_closes + s.late_ms * interval '1 millisecond' END
$$;
