-- Trips that were paid for before there was a front desk.
INSERT INTO stays (part_id, trip_id, property_id, room_type_id, arrival, departure, rooms)
SELECT p.id, t.id, r.property_id, r.id, DATE '1970-01-01' + k.units[1], DATE '1970-01-01' + k.units[cardinality(k.units)] + 1, k.quantity
  FROM trip_parts p JOIN trips t ON t.id = p.trip_id AND t.status = 'CONFIRMED' JOIN trip_holds k ON k.part_id = p.id JOIN room_types r ON r.id = k.pool_id WHERE p.kind = 'stay'
ON CONFLICT DO NOTHING;
