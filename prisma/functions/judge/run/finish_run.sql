-- keep until 0.3.0: workers of 0.1 end runs with it
-- Ends a run that this attempt still holds, with its last cases and its event; false when it lost it.
-- Locks: the task, then the run.
CREATE OR REPLACE FUNCTION finish_run(
  p_id uuid, p_attempt int, p_status text, p_reason text, p_compile_log text, p_cases jsonb,
  p_event_id uuid, p_event_type text, p_channel text, p_envelope jsonb
) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  IF NOT end_task(p_id, p_attempt) THEN
    RETURN false;
  END IF;
  UPDATE runs r SET status = p_status, reason = p_reason, compile_log = p_compile_log, cases = r.cases || p_cases, finished_at = clock_timestamp()
   WHERE r.id = p_id;
  INSERT INTO outbox (id, topic, name, channel, payload) VALUES (p_event_id, 'event', p_event_type, p_channel, p_envelope);
  RETURN true;
END $$;
