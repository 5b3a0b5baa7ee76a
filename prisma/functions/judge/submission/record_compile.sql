-- keep until 0.3.0: workers of 0.1 note compiles with it
-- Notes how a submission was compiled, or that it was not because the program was there already. Nothing when this attempt lost it.
CREATE OR REPLACE FUNCTION record_compile(p_id uuid, p_attempt int, p_compile jsonb) RETURNS void
LANGUAGE sql AS $$
  UPDATE submissions s SET compile = p_compile FROM judge_tasks t WHERE s.id = p_id AND t.id = p_id AND t.attempt = p_attempt AND s.attempt = p_attempt
$$;
