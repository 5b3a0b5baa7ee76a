-- keep until 0.3.0: shows that the api of version 0.1 puts on sale or changes
-- A show with a waiting room has one from its first moment on.
CREATE OR REPLACE TRIGGER shows_make_room AFTER INSERT OR UPDATE OF waiting_room ON shows
  FOR EACH ROW WHEN (NEW.waiting_room) EXECUTE FUNCTION make_room();
