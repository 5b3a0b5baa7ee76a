-- How many are to be taken up before a waiting task, counted to 10,000; null for one that does not wait. Those that no live worker could take up stand
-- beside the queue and are not counted.
CREATE OR REPLACE FUNCTION tasks_ahead(p_id uuid) RETURNS int
LANGUAGE sql STABLE AS $$
  SELECT (SELECT count(*)::int FROM (
            SELECT FROM judge_tasks q
             WHERE q.status = 'QUEUED' AND (q.class, q.turn, q.id) < (t.class, t.turn, t.id)
               AND (s.languages IS NULL OR q.language = ANY (s.languages)) LIMIT 10000) w)
    FROM judge_tasks t, served_languages() AS s(languages) WHERE t.id = p_id AND t.status = 'QUEUED'
$$;
