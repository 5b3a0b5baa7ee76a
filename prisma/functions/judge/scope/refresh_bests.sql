-- Brings the bests of people up to date, and how they are spread, from what they were accepted with: for each (problem, version, language, user) of p_keys.
-- It counts from the submissions, so that it may be called again. A figure never costs a verdict: what would go below nothing is nothing.
-- Locks: rows of bests and spreads in their order; the caller has locked the users' rows for the problems, so that one at a time counts for a user.
CREATE OR REPLACE FUNCTION refresh_bests(p_keys jsonb) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  WITH asked AS (
    SELECT DISTINCT k.problem_id, k.version, k.language, k.user_id
      FROM jsonb_to_recordset(p_keys) AS k(problem_id uuid, version int, language text, user_id uuid)
  ), now_best AS (
    SELECT a.*, b.cpu_ms, b.memory_bytes
      FROM asked a, LATERAL (
        SELECT min(s.cpu_ms) AS cpu_ms, min(s.memory_bytes) AS memory_bytes FROM submissions s
         WHERE s.user_id = a.user_id AND s.problem_id = a.problem_id AND s.problem_version = a.version AND s.language = a.language
           AND s.status = 'AC' AND s.cpu_ms IS NOT NULL AND s.memory_bytes IS NOT NULL AND scope_told(s.scope_id)) b
  ), before AS (
    SELECT b.* FROM problem_bests b JOIN asked a USING (problem_id, version, language, user_id)
  ), gone AS (
    DELETE FROM problem_bests b USING now_best n
     WHERE n.cpu_ms IS NULL AND (b.problem_id, b.version, b.language, b.user_id) = (n.problem_id, n.version, n.language, n.user_id)
  ), kept AS (
    INSERT INTO problem_bests AS b (problem_id, version, language, user_id, cpu_ms, memory_bytes)
    SELECT n.problem_id, n.version, n.language, n.user_id, n.cpu_ms, n.memory_bytes FROM now_best n WHERE n.cpu_ms IS NOT NULL
     ORDER BY problem_id, version, language, user_id
    ON CONFLICT (problem_id, version, language, user_id) DO UPDATE SET cpu_ms = excluded.cpu_ms, memory_bytes = excluded.memory_bytes
      WHERE (b.cpu_ms, b.memory_bytes) <> (excluded.cpu_ms, excluded.memory_bytes)
  ), moved AS (
    SELECT b.problem_id, b.version, b.language, 'cpu' AS measure, figure_bucket(b.cpu_ms) AS bucket, -1 AS people FROM before b
    UNION ALL SELECT b.problem_id, b.version, b.language, 'memory', figure_bucket(b.memory_bytes / 1024.0), -1 FROM before b
    UNION ALL SELECT n.problem_id, n.version, n.language, 'cpu', figure_bucket(n.cpu_ms), 1 FROM now_best n WHERE n.cpu_ms IS NOT NULL
    UNION ALL SELECT n.problem_id, n.version, n.language, 'memory', figure_bucket(n.memory_bytes / 1024.0), 1 FROM now_best n WHERE n.cpu_ms IS NOT NULL
  )
  INSERT INTO problem_spreads AS p (problem_id, version, language, measure, bucket, people)
  SELECT m.problem_id, m.version, m.language, m.measure, m.bucket, sum(m.people) FROM moved m
   GROUP BY 1, 2, 3, 4, 5 HAVING sum(m.people) <> 0 ORDER BY 1, 2, 3, 4, 5
  ON CONFLICT (problem_id, version, language, measure, bucket) DO UPDATE SET people = greatest(0, p.people + excluded.people);
END $$;
