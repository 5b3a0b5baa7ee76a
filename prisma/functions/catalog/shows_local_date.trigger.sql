-- A show's day follows its time and its city; nobody can write another.
CREATE OR REPLACE TRIGGER shows_local_date BEFORE INSERT OR UPDATE OF starts_at, city_id, local_date ON shows
  FOR EACH ROW EXECUTE FUNCTION show_local_date();
