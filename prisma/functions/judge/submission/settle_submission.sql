-- keep until 0.3.0: workers of 0.2 that know no scopes write verdicts with it
-- Writes a verdict as settle_verdict does; the wake-up of a scope is sent by the relay.
CREATE OR REPLACE FUNCTION settle_submission(
  p_id uuid, p_attempt int, p_status text, p_reason text, p_cpu_ms float8, p_memory_bytes bigint, p_compile_log text,
  p_tests_done int, p_tests jsonb, p_event_id uuid, p_event_type text, p_channel text, p_envelope jsonb
) RETURNS boolean
LANGUAGE sql AS $$
  SELECT v.told FROM settle_verdict(p_id, p_attempt, p_status, p_reason, p_cpu_ms, p_memory_bytes, p_compile_log, p_tests_done, p_tests, p_event_id,
    p_event_type, p_channel, p_envelope, gen_random_uuid()) v
$$;
