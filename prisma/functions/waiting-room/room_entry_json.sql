-- keep until 0.3.0: the api of version 0.1, and announce_room_entries
-- An entry as events and answers show it; the pass is signed outside.
CREATE OR REPLACE FUNCTION room_entry_json(e room_entries, p_pass text) RETURNS jsonb
LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('showId', e.show_id, 'entrantId', e.id, 'status', e.status, 'revision', e.revision, 'early', e.early,
    'place', e.place, 'joinedAt', iso(e.joined_at), 'pass', p_pass, 'deadline', CASE WHEN e.status = 'ADMITTED' THEN iso(e.deadline) END)
$$;
