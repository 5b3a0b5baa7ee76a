-- keep until 0.3.0: servers of 0.1 cancel with it
-- The user gives it up; one of a scope only while it waits, as `cancelSubmission` has it. The judge that holds it learns at its next write that it lost it.
-- outcome: cancelled | ended | missing
-- Locks: the task, then the submission.
CREATE OR REPLACE FUNCTION cancel_submission(p_id uuid, p_user_id uuid, p_event_id uuid, p_event_type text, p_channel text, p_envelope jsonb) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM submissions s WHERE s.id = p_id AND s.user_id = p_user_id) THEN
    RETURN 'missing';
  END IF;
  UPDATE judge_tasks t SET status = 'ENDED', lease_until = NULL, ended_at = clock_timestamp(), attempt = t.attempt + 1
   WHERE t.id = p_id AND t.status <> 'ENDED'
     AND (t.status = 'QUEUED' OR EXISTS (SELECT FROM submissions s WHERE s.id = p_id AND s.scope_id IS NULL));
  IF NOT FOUND THEN
    RETURN 'ended';
  END IF;
  UPDATE submissions s SET status = 'CANCELLED', finished_at = clock_timestamp(), attempt = s.attempt + 1 WHERE s.id = p_id;
  INSERT INTO outbox (id, topic, name, channel, payload) VALUES (p_event_id, 'event', p_event_type, p_channel, p_envelope);
  PERFORM log_judgements(ARRAY[p_id], NULL, NULL);
  RETURN 'cancelled';
END $$;
