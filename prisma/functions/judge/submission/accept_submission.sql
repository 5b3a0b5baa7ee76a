-- keep until 0.3.0: servers of 0.2 that know no scopes take submissions in with it
-- Takes a submission of no scope in, as take_submission does.
-- outcome: as of take_submission; needs_scope is told as problem_not_found, the nearest that such a server knows
CREATE OR REPLACE FUNCTION accept_submission(
  p_id uuid, p_user_id uuid, p_problem text, p_language text, p_files jsonb, p_code_bytes int, p_key text, p_fingerprint text,
  p_class int, p_depth_limit int, p_user_depth_limit int, p_floor_cpu_ms float8, p_floor_memory_bytes float8,
  p_wake_id uuid, p_wake_name text, p_wake jsonb,
  OUT outcome text, OUT response jsonb, OUT ahead int, OUT code_limit int, OUT cpu_limit_ms int, OUT memory_limit bigint
)
LANGUAGE sql AS $$
  SELECT CASE t.outcome WHEN 'needs_scope' THEN 'problem_not_found' ELSE t.outcome END, t.response, t.ahead, t.code_limit, t.cpu_limit_ms, t.memory_limit
    FROM take_submission(p_id, p_user_id, p_problem, p_language, p_files, p_code_bytes, p_key, p_fingerprint, p_class, p_depth_limit,
      p_user_depth_limit, p_floor_cpu_ms, p_floor_memory_bytes, p_wake_id, p_wake_name, p_wake, NULL, NULL) t
$$;
