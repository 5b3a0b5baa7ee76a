-- Notes that rows reached Redis, events with their place in the stream. One plan for all calls, by the primary key: making one takes as long as noting a few.
CREATE OR REPLACE FUNCTION outbox_mark_sent(p_ids uuid[], p_epochs text[], p_places bigint[]) RETURNS void
LANGUAGE plpgsql
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
SET plan_cache_mode = force_generic_plan
AS $$
BEGIN
  UPDATE outbox o SET sent_at = clock_timestamp(), next_at = NULL, stream_epoch = s.epoch, stream_offset = s.place
    FROM unnest(p_ids, p_epochs, p_places) AS s(id, epoch, place)
   WHERE o.id = s.id AND o.sent_at IS NULL;
END $$;
