-- Shows as people know them, by their ids. One plan for all calls: making one takes longer than looking a few shows up.
CREATE OR REPLACE FUNCTION show_names(p_shows uuid[]) RETURNS TABLE (id uuid, title text, venue text, starts_at timestamptz, timezone text)
LANGUAGE sql STABLE
SET enable_seqscan = off
SET plan_cache_mode = force_generic_plan
AS $$
  SELECT s.id, t.name, v.name, s.starts_at, c.timezone
    FROM shows s JOIN titles t ON t.id = s.title_id JOIN halls h ON h.id = s.hall_id JOIN venues v ON v.id = h.venue_id JOIN cities c ON c.id = s.city_id
   WHERE s.id = ANY (p_shows)
$$;
