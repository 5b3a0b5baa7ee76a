-- The queue grows from nothing to ten thousand rows sooner than statistics follow, and a plan made for a small table reads and sorts
-- all of it. Its order is an index: these are to use it from the first row on.
ALTER FUNCTION claim_next(text, text[], float8) SET enable_seqscan = off;
ALTER FUNCTION claim_next(text, text[], float8) SET enable_sort = off;
ALTER FUNCTION claim_next(text, text[], float8) SET enable_bitmapscan = off;
ALTER FUNCTION enqueue_task(uuid, text, int, uuid, text) SET enable_seqscan = off;
ALTER FUNCTION enqueue_task(uuid, text, int, uuid, text) SET enable_sort = off;
ALTER FUNCTION enqueue_task(uuid, text, int, uuid, text) SET enable_bitmapscan = off;
