-- The day of a show by the clocks of its city: one at half past midnight belongs to the day that has just begun there.
CREATE OR REPLACE FUNCTION show_local_date() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT (NEW.starts_at AT TIME ZONE c.timezone)::date INTO NEW.local_date FROM cities c WHERE c.id = NEW.city_id;
  RETURN NEW;
END $$;
