-- Contests of a course that is archived are set by nobody any more: they could be published and changed by their own routes.

-- AlterTable
ALTER TABLE "contests" ADD COLUMN     "sealed" BOOLEAN NOT NULL DEFAULT false;

-- Those that are archived already.
UPDATE contests k SET sealed = true FROM course_assignments a JOIN courses c ON c.id = a.course_id WHERE a.id = k.id AND c.archived_at IS NOT NULL;

-- What its keeper has put away stays as it is until it is taken out again.
CREATE OR REPLACE FUNCTION contest_is_sealed() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the contest % is sealed', OLD.id;
END $$;

-- Not what is sealed.
CREATE OR REPLACE TRIGGER contests_sealed BEFORE UPDATE ON contests FOR EACH ROW WHEN (OLD.sealed AND NEW.sealed) EXECUTE FUNCTION contest_is_sealed();
