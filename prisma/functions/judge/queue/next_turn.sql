-- The turn of a user's next task in a class (start-time fair queuing; see docs/adr/0006).
-- The caller holds the user's lock, or requests sent together would share a turn.
CREATE OR REPLACE FUNCTION next_turn(p_class int, p_user_id uuid) RETURNS bigint
LANGUAGE plpgsql STABLE SET enable_seqscan = off SET enable_sort = off SET enable_bitmapscan = off SET jit = off AS $$
BEGIN
  RETURN greatest(
    coalesce((SELECT t.turn + 1 FROM judge_tasks t WHERE t.user_id = p_user_id AND t.class = p_class AND t.status <> 'ENDED'
               ORDER BY t.turn DESC LIMIT 1), 0),
    coalesce((SELECT t.turn FROM judge_tasks t WHERE t.class = p_class AND t.status <> 'QUEUED' ORDER BY t.turn DESC LIMIT 1),
             (SELECT t.turn FROM judge_tasks t WHERE t.class = p_class AND t.status = 'QUEUED' ORDER BY t.turn LIMIT 1), 0));
END $$;
