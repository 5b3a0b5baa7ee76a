-- The queue's statements. Locks are taken in one order everywhere: idempotency key, user, task, then what the task is about.

-- Puts a task at the end of its user's line (start-time fair queuing: Goyal, Vin, Cheng 1996, with every task of weight one).
-- Its turn is one after the user's last open one, or the class's clock (the highest turn taken up so far) where that is later:
-- whoever has nothing open is next in line, however much others have waiting, and nobody saves up turns by being idle.
CREATE FUNCTION enqueue_task(p_id uuid, p_kind text, p_class int, p_user_id uuid, p_language text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  -- One at a time per user, or requests sent together would share a turn.
  PERFORM pg_advisory_xact_lock(hashtextextended(p_user_id::text, 7401));
  INSERT INTO judge_tasks (id, kind, class, turn, user_id, language)
  VALUES (p_id, p_kind, p_class, greatest(
    coalesce((SELECT t.turn + 1 FROM judge_tasks t WHERE t.user_id = p_user_id AND t.class = p_class AND t.status <> 'ENDED'
               ORDER BY t.turn DESC LIMIT 1), 0),
    coalesce((SELECT t.turn FROM judge_tasks t WHERE t.class = p_class AND t.status <> 'QUEUED' ORDER BY t.turn DESC LIMIT 1),
             (SELECT t.turn FROM judge_tasks t WHERE t.class = p_class AND t.status = 'QUEUED' ORDER BY t.turn LIMIT 1), 0)),
    p_user_id, p_language);
END $$;

-- How many are to be taken up before a waiting task, counted to 10,000; null for one that does not wait.
CREATE FUNCTION tasks_ahead(p_id uuid) RETURNS int
LANGUAGE sql STABLE AS $$
  SELECT (SELECT count(*)::int FROM (
            SELECT FROM judge_tasks q
             WHERE q.status = 'QUEUED' AND (q.class, q.turn, q.id) < (t.class, t.turn, t.id) LIMIT 10000) w)
    FROM judge_tasks t WHERE t.id = p_id AND t.status = 'QUEUED'
$$;

-- Takes the task that is next for a worker that has these languages. Raises its attempt, which fences the earlier holder.
-- outcome: claimed | none | paused
-- First come tasks whose judge fell silent, for they have waited longest; then the queue's own order. SKIP LOCKED lets any number
-- of workers claim at once without waiting for each other.
-- Classes are strict, but one claim in eight goes to a lower class, in rotation, if its first task has waited for a minute:
-- a flood above slows those below down and does not stop them. Within a class nothing is ever taken out of its order.
CREATE FUNCTION claim_next(p_worker text, p_languages text[], p_lease_seconds float8) RETURNS jsonb
LANGUAGE plpgsql AS $$
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

-- Renews what a worker holds; returns the ids it still holds.
CREATE FUNCTION renew_tasks(p_ids uuid[], p_attempts int[], p_lease_seconds float8) RETURNS SETOF uuid
LANGUAGE sql AS $$
  UPDATE judge_tasks t SET lease_until = clock_timestamp() + make_interval(secs => p_lease_seconds)
    FROM unnest(p_ids, p_attempts) AS held(id, attempt)
   WHERE t.id = held.id AND t.attempt = held.attempt AND t.status = 'ACTIVE'
  RETURNING t.id
$$;

-- The fence: every effect of a judge begins with one of these two, and has none when it is false.
CREATE FUNCTION keep_task(p_id uuid, p_attempt int, p_lease_seconds float8) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE judge_tasks t SET lease_until = clock_timestamp() + make_interval(secs => p_lease_seconds)
   WHERE t.id = p_id AND t.attempt = p_attempt AND t.status = 'ACTIVE';
  RETURN FOUND;
END $$;

CREATE FUNCTION end_task(p_id uuid, p_attempt int) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE judge_tasks t SET status = 'ENDED', lease_until = NULL, ended_at = clock_timestamp()
   WHERE t.id = p_id AND t.attempt = p_attempt AND t.status = 'ACTIVE';
  RETURN FOUND;
END $$;

-- outcome: cancelled | ended | missing. The judge that holds it learns at its next write that it lost it.
CREATE FUNCTION cancel_submission(p_id uuid, p_user_id uuid, p_event_id uuid, p_event_type text, p_channel text, p_envelope jsonb) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM submissions s WHERE s.id = p_id AND s.user_id = p_user_id) THEN
    RETURN 'missing';
  END IF;
  UPDATE judge_tasks t SET status = 'ENDED', lease_until = NULL, ended_at = clock_timestamp(), attempt = t.attempt + 1
   WHERE t.id = p_id AND t.status <> 'ENDED';
  IF NOT FOUND THEN
    RETURN 'ended';
  END IF;
  UPDATE submissions s SET status = 'CANCELLED', finished_at = clock_timestamp(), attempt = s.attempt + 1 WHERE s.id = p_id;
  INSERT INTO outbox (id, topic, name, channel, payload) VALUES (p_event_id, 'event', p_event_type, p_channel, p_envelope);
  RETURN 'cancelled';
END $$;

-- Gives one process of many a duty for a while, and again to the one that has it; true for whoever has it now.
CREATE FUNCTION take_duty(p_name text, p_holder text, p_seconds float8) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO duties AS d (name, holder, until) VALUES (p_name, p_holder, clock_timestamp() + make_interval(secs => p_seconds))
  ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
    WHERE d.holder = excluded.holder OR d.until < clock_timestamp();
  RETURN FOUND;
END $$;
