-- Appends to a scope's log, all of one moment. The place comes from the scope's row, whose lock makes it dense and gives log and commits one
-- order. `wakes`: this was the first since the last reader began, and a wake-up is owed: it was
-- written to the outbox under p_wake_id, or is the caller's to write where that is null. p_at: null for the clock's now.
-- Locks: the scope, until the transaction ends. Taken after tasks and submissions and before rows of people and problems.
CREATE OR REPLACE FUNCTION append_scope_log(p_scope_id uuid, p_kinds text[], p_data jsonb, p_at timestamptz, p_wake_id uuid, OUT last_seq bigint, OUT wakes boolean)
LANGUAGE plpgsql AS $$
DECLARE
  v_first bigint;
  v_at timestamptz;
BEGIN
  SELECT s.next_seq, NOT s.woken INTO STRICT v_first, wakes FROM judge_scopes s WHERE s.id = p_scope_id FOR NO KEY UPDATE;
  -- After the lock, so that later entries are not earlier.
  v_at := coalesce(p_at, date_trunc('milliseconds', clock_timestamp()));
  last_seq := v_first + cardinality(p_kinds) - 1;
  INSERT INTO judge_scope_log (scope_id, seq, at, kind, data)
  SELECT p_scope_id, v_first + e.ordinal - 1, v_at, e.kind, e.data
    FROM ROWS FROM (unnest(p_kinds), jsonb_array_elements(p_data)) WITH ORDINALITY AS e(kind, data, ordinal);
  UPDATE judge_scopes s SET next_seq = last_seq + 1, woken = true WHERE s.id = p_scope_id;
  IF wakes AND p_wake_id IS NOT NULL THEN
    INSERT INTO outbox (id, topic, name, payload) VALUES (p_wake_id, 'job', 'scope.moved', jsonb_build_object('scopeId', p_scope_id));
  END IF;
END $$;
