-- Holds past their time that were made for one of these subjects, those that are over longest first.
CREATE OR REPLACE FUNCTION due_holds(p_limit int, p_subjects text[]) RETURNS TABLE (id uuid, subject text, subject_id uuid)
LANGUAGE sql STABLE
SET enable_seqscan = off
AS $$
  -- now() is a constant to the planner, unlike the clock: the index ends the search at what is due.
  SELECT h.id, h.subject, h.subject_id FROM holds h
   WHERE h.status = 'ACTIVE' AND h.expires_at <= now() AND h.subject = ANY (p_subjects) ORDER BY h.expires_at LIMIT p_limit
$$;
