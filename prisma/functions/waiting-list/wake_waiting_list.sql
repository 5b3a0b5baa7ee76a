-- keep until 0.3.0: keep_ended_holds
-- Owes the queue a job that offers what is free of a show. One that has not been sent yet does for all that commits before it is; if it is being
-- sent right now, the sweeper finds what it overlooks.
CREATE OR REPLACE FUNCTION wake_waiting_list(p_show uuid) RETURNS void
LANGUAGE sql VOLATILE AS $$
  INSERT INTO outbox (id, topic, name, payload)
  SELECT new_id(), 'job', 'waitinglist.offer', jsonb_build_object('showId', p_show)
   WHERE NOT EXISTS (SELECT FROM outbox o WHERE o.topic = 'job' AND o.name = 'waitinglist.offer' AND o.sent_at IS NULL AND o.payload ->> 'showId' = p_show::text)
$$;
