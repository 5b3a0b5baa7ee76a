-- keep until 0.3.0: the api of version 0.1, and announce_waiting_entries
-- An entry of the waiting list as events and answers show it, with the price of what is offered.
CREATE OR REPLACE FUNCTION waiting_entry_json(w waiting_list) RETURNS jsonb
LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('entryId', w.id, 'userId', w.user_id, 'showId', w.show_id, 'quantity', w.quantity, 'zone', w.zone, 'status', w.status,
    'revision', w.revision, 'seats', coalesce(to_jsonb(w.labels), '[]'), 'priceMinor', p.total, 'currency', p.currency,
    'deadline', CASE WHEN w.status = 'OFFERED' THEN iso(w.deadline) END, 'bookingId', w.booking_id,
    'createdAt', iso(w.created_at), 'updatedAt', iso(w.updated_at))
    FROM (SELECT sum(z.price_minor) AS total, max(s.currency) AS currency
            FROM shows s JOIN hall_seats l ON l.hall_id = s.hall_id AND l.seat = ANY (w.seats) JOIN show_zones z ON z.show_id = s.id AND z.zone = l.zone
           WHERE s.id = w.show_id) p
$$;
