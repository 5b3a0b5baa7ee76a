-- Gives one process of many a duty for a while, and again to the one that has it; true for whoever has it now.
CREATE OR REPLACE FUNCTION take_duty(p_name text, p_holder text, p_seconds float8) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO duties AS d (name, holder, until) VALUES (p_name, p_holder, clock_timestamp() + make_interval(secs => p_seconds))
  ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
    WHERE d.holder = excluded.holder OR d.until < clock_timestamp();
  RETURN FOUND;
END $$;
