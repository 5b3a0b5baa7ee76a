-- Ids of the languages that a live worker takes up; null without any such worker: then nothing is taken up, whatever its language.
CREATE OR REPLACE FUNCTION served_languages() RETURNS text[]
LANGUAGE sql STABLE AS $$
  SELECT array_agg(DISTINCT l.id) FROM workers w, jsonb_array_elements_text(w.language_ids) AS l(id)
   WHERE w.seen_at > clock_timestamp() - interval '30 seconds' AND w.report ->> 'outOfRotation' IS NULL
$$;
