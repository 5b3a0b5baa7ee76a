import { GRACE_SECONDS, type Rule } from '../spine/invariants/rule.ts';

/** Of `holds h`: sold, or held and not yet past its time. */
export const LIVE = `(h.status = 'CONVERTED' OR (h.status = 'ACTIVE' AND h.expires_at > now()))`;

export const reservationRules: readonly Rule[] = [
  {
    name: 'capacity',
    checks:
      'sold and held together are never more than there is, in any pool; where a pool says how much there is of each unit, units have that much',
    violations: `
      SELECT p.id AS pool, p.capacity, t.taken FROM reservation_pools p
        JOIN (SELECT s.pool_id, count(*) AS taken FROM pool_seats s WHERE s.state <> 'FREE' GROUP BY 1) t ON t.pool_id = p.id
       WHERE p.kind = 'seats' AND t.taken > p.capacity
      UNION ALL
      SELECT c.pool_id, c.capacity, c.held + c.sold FROM pool_counters c
       WHERE c.held + c.sold > c.capacity OR c.free + c.held + c.sold <> c.capacity OR c.free < 0 OR c.held < 0 OR c.sold < 0
      UNION ALL
      SELECT c.pool_id, p.unit_capacity, c.capacity FROM pool_counters c JOIN reservation_pools p ON p.id = c.pool_id WHERE c.capacity <> p.unit_capacity`,
  },
  {
    name: 'seats exist',
    checks: 'every seat that was touched is one of a known pool',
    violations: `
      SELECT s.pool_id AS pool, s.seat FROM pool_seats s LEFT JOIN reservation_pools p ON p.id = s.pool_id AND p.kind = 'seats'
       WHERE p.id IS NULL OR s.seat > p.capacity`,
  },
  {
    name: 'one owner per seat',
    checks: 'every hold that counts has each of its seats to itself, and every taken seat has a hold that counts',
    violations: `
      SELECT h.id AS hold, h.pool_id AS pool, cardinality(h.units) AS seats, count(s.seat) AS own
        FROM holds h JOIN reservation_pools p ON p.id = h.pool_id AND p.kind = 'seats'
        LEFT JOIN pool_seats s ON s.pool_id = h.pool_id AND s.seat = ANY (h.units) AND s.hold_id = h.id
             AND s.state = CASE h.status WHEN 'CONVERTED' THEN 'SOLD' ELSE 'HELD' END
       WHERE ${LIVE} GROUP BY h.id HAVING count(s.seat) <> cardinality(h.units)
      UNION ALL
      SELECT s.hold_id, s.pool_id, s.seat, 0 FROM pool_seats s
        LEFT JOIN holds h ON h.id = s.hold_id AND h.pool_id = s.pool_id AND s.seat = ANY (h.units)
             AND h.status = CASE s.state WHEN 'SOLD' THEN 'CONVERTED' ELSE 'ACTIVE' END
       WHERE s.state <> 'FREE' AND h.id IS NULL`,
  },
  {
    name: 'counters exist',
    checks:
      'every counter (a stock, a night) is of a known pool, and every hold of such a pool is of counters that are there',
    violations: `
      SELECT c.pool_id AS pool, c.unit, NULL::uuid AS hold FROM pool_counters c
        LEFT JOIN reservation_pools p ON p.id = c.pool_id AND p.kind = 'counters' WHERE p.id IS NULL
      UNION ALL
      SELECT h.pool_id, u.unit, h.id FROM holds h JOIN reservation_pools p ON p.id = h.pool_id AND p.kind = 'counters'
       CROSS JOIN unnest(h.units) AS u(unit) LEFT JOIN pool_counters c ON c.pool_id = h.pool_id AND c.unit = u.unit WHERE c.pool_id IS NULL`,
  },
  {
    name: 'counters match holds',
    checks: 'what counters say is held and sold is what their holds add up to',
    violations: `
      SELECT c.pool_id AS pool, c.unit, c.held, c.sold, coalesce(t.held, 0) AS held_by_holds, coalesce(t.sold, 0) AS sold_by_holds
        FROM pool_counters c LEFT JOIN (
          SELECT h.pool_id, u.unit, sum(h.quantity) FILTER (WHERE h.status = 'ACTIVE') AS held,
                 sum(h.quantity) FILTER (WHERE h.status = 'CONVERTED') AS sold
            FROM holds h, unnest(h.units) AS u(unit) WHERE h.status IN ('ACTIVE', 'CONVERTED') GROUP BY 1, 2) t
          ON t.pool_id = c.pool_id AND t.unit = c.unit
       WHERE c.held <> coalesce(t.held, 0) OR c.sold <> coalesce(t.sold, 0)`,
  },
  {
    name: 'no hold past its time',
    checks: `no hold is active more than ${GRACE_SECONDS} s after its end`,
    violations: `
      SELECT h.id AS hold, h.pool_id AS pool, h.expires_at FROM holds h
       WHERE h.status = 'ACTIVE' AND h.expires_at < now() - make_interval(secs => $1)`,
  },
  {
    name: 'movements balance',
    checks: 'the entries of all accounts of a pool sum to zero, and their balances are what seats and counters say',
    violations: `
      SELECT coalesce(m.pool_id, t.pool_id) AS pool, m.free, m.held, m.sold, m.returned, t.held AS held_rows, t.sold AS sold_rows
        FROM (SELECT e.pool_id, sum(e.n) FILTER (WHERE e.account = 'free') AS free, sum(e.n) FILTER (WHERE e.account = 'held') AS held,
                     sum(e.n) FILTER (WHERE e.account = 'sold') AS sold, sum(e.n) FILTER (WHERE e.account = 'returned') AS returned
                FROM (SELECT pool_id, target AS account, quantity AS n FROM movements
                      UNION ALL SELECT pool_id, source, -quantity FROM movements) e GROUP BY 1) m
        FULL JOIN (
          SELECT pool_id, sum(held) AS held, sum(sold) AS sold FROM (
            SELECT s.pool_id, count(*) FILTER (WHERE s.state = 'HELD') AS held, count(*) FILTER (WHERE s.state = 'SOLD') AS sold
              FROM pool_seats s GROUP BY 1
            UNION ALL SELECT c.pool_id, c.held, c.sold FROM pool_counters c) r GROUP BY 1) t ON t.pool_id = m.pool_id
       WHERE coalesce(m.held, 0) <> coalesce(t.held, 0) OR coalesce(m.sold, 0) <> coalesce(t.sold, 0)
          OR coalesce(m.free, 0) + coalesce(m.held, 0) + coalesce(m.sold, 0) + coalesce(m.returned, 0) <> 0`,
  },
  {
    name: 'movements of a hold',
    checks: 'each hold took what it asked for, once, and an ended one has given all of it on',
    violations: `
      SELECT h.id AS hold, h.status, t.* FROM holds h LEFT JOIN (
          SELECT m.hold_id, coalesce(sum(m.quantity) FILTER (WHERE m.source = 'free' AND m.target = 'held'), 0) AS took,
                 coalesce(sum(m.quantity) FILTER (WHERE m.source = 'held' AND m.target = 'free'), 0) AS gave_back,
                 coalesce(sum(m.quantity) FILTER (WHERE m.source = 'held' AND m.target = 'sold'), 0) AS bought,
                 coalesce(sum(m.quantity) FILTER (WHERE m.source = 'sold' AND m.target = 'free'), 0) AS came_back
            FROM movements m GROUP BY 1) t ON t.hold_id = h.id
       WHERE t.took IS DISTINCT FROM cardinality(h.units) * h.quantity
          OR (h.status = 'CONVERTED' AND (t.bought <> t.took OR t.gave_back <> 0))
          OR (h.status = 'RETURNED' AND (t.bought <> t.took OR t.gave_back <> 0))
          OR t.came_back <> CASE h.status WHEN 'RETURNED' THEN t.took ELSE 0 END
          OR (h.status IN ('RELEASED', 'EXPIRED') AND (t.gave_back <> t.took OR t.bought <> 0))
          OR (h.status = 'ACTIVE' AND t.bought <> 0)`,
  },
];
