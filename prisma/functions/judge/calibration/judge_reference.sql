-- keep until 0.3.0: workers of 0.1 calibrate with it
-- How long a program of reference takes on the machine that the judge's limits are measured against, in ms of CPU: what this host measured, if
-- nobody said before. Who set it may find later, when less goes on beside, that it is faster than it said; what an admin set stays as it is.
CREATE OR REPLACE FUNCTION judge_reference(p_program text, p_cpu_ms float8, p_host text) RETURNS float8
LANGUAGE sql AS $$
  INSERT INTO judge_references AS r (program, cpu_ms, host) VALUES (p_program, p_cpu_ms, p_host)
  ON CONFLICT (program) DO UPDATE
    SET cpu_ms = CASE WHEN r.host = excluded.host AND r.set_by IS NULL THEN least(r.cpu_ms, excluded.cpu_ms) ELSE r.cpu_ms END
  RETURNING cpu_ms
$$;
