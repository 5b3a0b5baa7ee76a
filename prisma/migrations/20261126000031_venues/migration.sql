-- Managers of venues, parts of a house, and the day a show belongs to.

ALTER TABLE users
  DROP CONSTRAINT users_role_known,
  ADD CONSTRAINT users_role_known CHECK (role IN ('user', 'setter', 'manager', 'admin'));

ALTER TABLE "hall_seats" ADD COLUMN "section" TEXT NOT NULL DEFAULT '';

-- Of what was imported, so that the same import again changes nothing.
ALTER TABLE "halls" ADD COLUMN "content_hash" TEXT;

ALTER TABLE "shows" ADD COLUMN "local_date" DATE DEFAULT CURRENT_DATE;

-- A show at half past midnight belongs to the day that the clocks of its city show.
CREATE FUNCTION show_local_date() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT (NEW.starts_at AT TIME ZONE c.timezone)::date INTO NEW.local_date FROM cities c WHERE c.id = NEW.city_id;
  RETURN NEW;
END $$;

CREATE TRIGGER shows_local_date BEFORE INSERT OR UPDATE OF starts_at, city_id, local_date ON shows
  FOR EACH ROW EXECUTE FUNCTION show_local_date();

UPDATE shows SET local_date = NULL;
ALTER TABLE "shows" ALTER COLUMN "local_date" SET NOT NULL;

-- Is a hall free then?
CREATE INDEX "shows_hall_id_starts_at_idx" ON "shows"("hall_id", "starts_at");
