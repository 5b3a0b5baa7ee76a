-- keep until 0.3.0: servers of 0.1 drop rejudges with it
-- Gives a rejudge up: its open tasks end, no verdict changes.
-- outcome: dropped | missing | closed
-- Locks: tasks first, in the order that all take: task, then what it is about.
CREATE OR REPLACE FUNCTION drop_rejudge(p_id uuid) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM rejudges r WHERE r.id = p_id) THEN
    RETURN 'missing';
  END IF;
  UPDATE judge_tasks t SET status = 'ENDED', lease_until = NULL, ended_at = clock_timestamp(), attempt = t.attempt + 1
    FROM rejudge_results e WHERE e.rejudge_id = p_id AND t.id = e.id AND t.status <> 'ENDED';
  UPDATE rejudges r SET status = 'DROPPED', closed_at = clock_timestamp(), updated_at = clock_timestamp()
   WHERE r.id = p_id AND r.status IN ('RUNNING', 'READY');
  RETURN CASE WHEN FOUND THEN 'dropped' ELSE 'closed' END;
END $$;
