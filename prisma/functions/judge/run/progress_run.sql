-- keep until 0.3.0: workers of 0.1 write progress with it
-- Adds cases to a run that this attempt still holds; false when it lost it.
CREATE OR REPLACE FUNCTION progress_run(p_id uuid, p_attempt int, p_cases jsonb, p_lease_seconds float8) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  IF NOT keep_task(p_id, p_attempt, p_lease_seconds) THEN
    RETURN false;
  END IF;
  UPDATE runs r SET status = 'RUNNING', cases = r.cases || p_cases WHERE r.id = p_id;
  RETURN true;
END $$;
