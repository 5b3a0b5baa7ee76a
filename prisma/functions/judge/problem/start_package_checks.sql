-- keep until 0.3.0: servers of 0.1 import with it
-- Has a new version checked; what still waits for an older one is no longer worth the time. p_checks: [{id, path, files, expected, score,
-- language}], where `expected` is null for the check program itself, and `score` is the least and the most that is promised, or null. They queue
-- as the work of whoever imported, or of nobody.
CREATE OR REPLACE FUNCTION start_package_checks(p_problem_id uuid, p_version int, p_user_id uuid, p_checks jsonb) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE judge_tasks t SET status = 'ENDED', ended_at = clock_timestamp(), attempt = t.attempt + 1
    FROM package_checks c WHERE c.id = t.id AND c.problem_id = p_problem_id AND t.status = 'QUEUED';
  INSERT INTO package_checks (id, problem_id, version, path, files, expected, score_low, score_high)
  SELECT c.id, p_problem_id, p_version, c.path, c.files, c.expected, (c.score ->> 0)::float8, (c.score ->> 1)::float8
    FROM jsonb_to_recordset(p_checks) AS c(id uuid, path text, files jsonb, expected text, score jsonb);
  PERFORM enqueue_task(c.id, 'check', 3, coalesce(p_user_id, '00000000-0000-0000-0000-000000000000'), c.language)
     FROM jsonb_to_recordset(p_checks) AS c(id uuid, language text);
  INSERT INTO outbox (id, topic, name, payload)
  SELECT gen_random_uuid(), 'job', 'judge.wake', jsonb_build_object('taskId', c.id) FROM jsonb_to_recordset(p_checks) AS c(id uuid) LIMIT 2;
END $$;
