import type { Rule } from '../spine/invariants/rule.ts';

export const frontDeskRules: readonly Rule[] = [
  {
    name: 'stays match trips',
    checks: 'a part of a confirmed trip is one stay of the same nights, which is where its trip says; others are none',
    violations: `
      SELECT p.id AS part, t.status AS trip, p.state AS part_state, s.state FROM trip_parts p JOIN trips t ON t.id = p.trip_id LEFT JOIN trip_holds k ON k.part_id = p.id LEFT JOIN stays s ON s.part_id = p.id
       WHERE p.kind = 'stay' AND ((t.status = 'CONFIRMED' AND (s.part_id IS NULL OR p.state IS DISTINCT FROM CASE s.state
                WHEN 'EXPECTED' THEN 'AGREED' WHEN 'IN_HOUSE' THEN 'BEGUN' WHEN 'DEPARTED' THEN 'ENDED' ELSE s.state END))
          OR (t.status <> 'CONFIRMED' AND s.state <> 'CANCELLED')
          OR (s.arrival - DATE '1970-01-01' <> k.units[1] OR s.departure - s.arrival <> cardinality(k.units) OR s.rooms <> k.quantity OR s.room_type_id <> k.pool_id))`,
  },
  {
    name: 'rooms match sales',
    checks:
      'whoever has a room has bought one: each is of an open or ended stay of the same house with nights that it has, and works have bought theirs',
    violations: `
      SELECT g.id AS room_stay, g.part_id AS part, g.hold_id AS hold FROM room_stays g JOIN hotel_rooms r ON r.id = g.room_id
        LEFT JOIN stays s ON s.part_id = g.part_id LEFT JOIN holds h ON h.id = g.hold_id
       WHERE (g.part_id IS NOT NULL AND (s.property_id <> r.property_id OR s.state NOT IN ('EXPECTED', 'IN_HOUSE', 'DEPARTED') OR g.room_index >= s.rooms
                OR NOT daterange(s.arrival, s.departure) @> g.nights))
          OR (g.part_id IS NULL AND (h.status IS DISTINCT FROM 'CONVERTED' OR h.subject <> 'maintenance' OR h.subject_id <> g.id OR h.pool_id <> r.room_type_id OR h.quantity <> 1
                OR h.units <> ARRAY(SELECT generate_series(lower(g.nights) - DATE '1970-01-01', upper(g.nights) - DATE '1970-01-01' - 1))))
      UNION ALL
      SELECT NULL, NULL, h.id FROM holds h WHERE h.subject = 'maintenance' AND h.status IN ('ACTIVE', 'CONVERTED') AND NOT EXISTS (SELECT FROM room_stays g WHERE g.hold_id = h.id)`,
  },
  {
    name: 'guests in house have their rooms',
    checks: 'a stay in house has as many rooms as it bought',
    violations: `
      SELECT s.part_id AS part, s.rooms, count(g.id) AS has FROM stays s LEFT JOIN room_stays g ON g.part_id = s.part_id
       WHERE s.state = 'IN_HOUSE' GROUP BY s.part_id HAVING count(g.id) <> s.rooms`,
  },
  {
    name: 'nobody shares a room',
    checks: 'no two have one room in the same night, and no two stays that are in house at all',
    violations: `
      SELECT a.id AS room_stay, b.id AS other FROM room_stays a JOIN room_stays b ON b.room_id = a.room_id AND b.id > a.id
        LEFT JOIN stays s ON s.part_id = a.part_id LEFT JOIN stays o ON o.part_id = b.part_id
       WHERE a.nights && b.nights OR (s.state = 'IN_HOUSE' AND o.state = 'IN_HOUSE')`,
  },
  {
    name: 'no more numbers than rooms',
    checks: 'a type has no more rooms with numbers than rooms',
    violations: `
      SELECT t.id AS room_type, t.rooms, count(r.id) AS numbered FROM room_types t JOIN hotel_rooms r ON r.room_type_id = t.id GROUP BY t.id HAVING count(r.id) > t.rooms`,
  },
];
