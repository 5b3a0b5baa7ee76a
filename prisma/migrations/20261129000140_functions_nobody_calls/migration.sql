-- What version 0.1 no longer calls, nor 0.2: single bookings before there were batches, and the search before find_titles.
DROP FUNCTION hold_bookings(p_ids uuid[], p_seconds double precision);
DROP FUNCTION nearest_seats_of(p_show uuid, p_count integer, p_bookings bookings[]);
DROP FUNCTION place_bookings(p_ids uuid[], p_job_ids uuid[], p_users uuid[], p_shows uuid[], p_seats text[], p_labels text[], p_keys text[], p_fingerprints text[], p_depth_limit integer);
DROP FUNCTION titles_with_word(p_word text);
