-- Trips that were paid for before there was a front desk.
INSERT INTO stays (part_id, trip_id, property_id, room_type_id, arrival, departure, rooms)
SELECT p.id, t.id, r.property_id, r.id, DATE '1970-01-01' + p.units[1], DATE '1970-01-01' + p.units[cardinality(p.units)] + 1, p.quantity
  FROM trip_parts p JOIN trips t ON t.id = p.trip_id AND t.status = 'CONFIRMED' JOIN room_types r ON r.id = p.pool_id WHERE p.kind = 'stay'
ON CONFLICT DO NOTHING;
