-- Ends a claimed task whose subject is gone, for a begin_… to return: one that raised would stay first of its class, or of all once its lease is over, and nothing
-- behind it would be judged any more.
-- Locks: nothing; the caller has the task.
CREATE OR REPLACE FUNCTION end_without_subject(t judge_tasks) RETURNS judge_work
LANGUAGE sql AS $$
  UPDATE judge_tasks q SET status = 'ENDED', lease_until = NULL, ended_at = clock_timestamp() WHERE q.id = t.id;
  SELECT NULL::judge_work;
$$;
