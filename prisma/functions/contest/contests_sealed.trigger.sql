-- Not what is sealed.
CREATE OR REPLACE TRIGGER contests_sealed BEFORE UPDATE ON contests FOR EACH ROW WHEN (OLD.sealed AND NEW.sealed) EXECUTE FUNCTION contest_is_sealed();
