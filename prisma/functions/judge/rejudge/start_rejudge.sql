-- keep until 0.3.0: servers of 0.2 that know no scopes start rejudges with it
-- Has all judged submissions that fit judged again, as begin_scope_rejudge does, without those of scopes whose results are not told.
CREATE OR REPLACE FUNCTION start_rejudge(
  p_id uuid, p_user_id uuid, p_problem_id uuid, p_language text, p_submission_id uuid, p_status text, p_max int, p_wakes int,
  OUT refusal text, OUT total int, OUT first uuid[]
)
LANGUAGE sql AS $$
  SELECT r.refusal, r.total, r.first
    FROM begin_scope_rejudge(p_id, p_user_id, p_problem_id, p_language, p_submission_id, p_status, p_max, p_wakes, NULL, false) r
$$;
