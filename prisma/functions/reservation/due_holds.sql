-- Holds past their time that were made for one of these subjects, those that are over longest first; without some that are left alone.
CREATE OR REPLACE FUNCTION due_holds(p_limit int, p_subjects text[], p_except uuid[]) RETURNS TABLE (id uuid, subject text, subject_id uuid)
LANGUAGE sql STABLE
SET enable_seqscan = off
AS $$
  -- now() is a constant to the planner, unlike the clock: the index ends the search at what is due.
  SELECT h.id, h.subject, h.subject_id FROM holds h
   WHERE h.status = 'ACTIVE' AND h.expires_at <= now() AND h.subject = ANY (p_subjects) AND h.id <> ALL (p_except)
   ORDER BY h.expires_at LIMIT p_limit
$$;
