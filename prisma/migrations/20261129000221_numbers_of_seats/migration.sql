-- Labels stay as they are, for tickets and bookings name them. Two of a row that would come to the same number, as no import makes them, are told
-- apart by the seat.
UPDATE hall_seats s SET number = CASE WHEN n.twin = 1 THEN n.number ELSE n.number || '#' || s.seat END
  FROM (SELECT hall_id, seat, hall_seat_number(label, "row") AS number,
               row_number() OVER (PARTITION BY hall_id, section, "row", hall_seat_number(label, "row") ORDER BY seat) AS twin
          FROM hall_seats) n
 WHERE n.hall_id = s.hall_id AND n.seat = s.seat AND s.number IS NULL;
