-- keep until 0.3.0: workers of 0.1 claim with it
-- Takes the task that is next for a worker that has these languages. Raises its attempt, which fences the earlier holder.
-- outcome: claimed | none | paused
-- First come tasks whose judge fell silent, for they have waited longest; then the queue's own order. SKIP LOCKED lets any number
-- of workers claim at once without waiting for each other.
-- Classes are strict, but one claim in eight goes to a lower class, in rotation, if its first task has waited for a minute:
-- a flood above slows those below down and does not stop them. Within a class nothing is ever taken out of its order.
CREATE OR REPLACE FUNCTION claim_next(p_worker text, p_languages text[], p_lease_seconds float8) RETURNS jsonb
LANGUAGE plpgsql
SET enable_seqscan = off
SET enable_sort = off
SET enable_bitmapscan = off
SET jit = off
AS $$
DECLARE
  v_now timestamptz := clock_timestamp();
  v_id uuid;
  v_count bigint;
  t judge_tasks%ROWTYPE;
BEGIN
  IF (SELECT c.paused FROM judge_control c) THEN
    RETURN jsonb_build_object('outcome', 'paused');
  END IF;
  SELECT q.id INTO v_id FROM judge_tasks q
   WHERE q.status = 'ACTIVE' AND q.lease_until < v_now AND q.language = ANY (p_languages)
   ORDER BY q.lease_until LIMIT 1 FOR UPDATE SKIP LOCKED;
  IF v_id IS NULL THEN
    v_count := nextval('judge_claims');
    IF v_count % 8 = 0 THEN
      SELECT h.id INTO v_id FROM (
        SELECT q.id, q.created_at FROM judge_tasks q
         WHERE q.status = 'QUEUED' AND q.class = 1 + (v_count / 8) % 3 AND q.language = ANY (p_languages)
         ORDER BY q.turn, q.id LIMIT 1 FOR UPDATE SKIP LOCKED) h
       WHERE h.created_at < v_now - interval '60 seconds';
    END IF;
  END IF;
  IF v_id IS NULL THEN
    SELECT q.id INTO v_id FROM judge_tasks q
     WHERE q.status = 'QUEUED' AND q.language = ANY (p_languages)
     ORDER BY q.class, q.turn, q.id LIMIT 1 FOR UPDATE SKIP LOCKED;
  END IF;
  IF v_id IS NULL THEN
    RETURN jsonb_build_object('outcome', 'none');
  END IF;
  UPDATE judge_tasks q
     SET status = 'ACTIVE', attempt = q.attempt + 1, worker_id = p_worker, started_at = v_now,
         lease_until = v_now + make_interval(secs => p_lease_seconds)
   WHERE q.id = v_id RETURNING * INTO t;
  RETURN jsonb_build_object('outcome', 'claimed') || begin_task(t);
END $$;
