import { GRACE_SECONDS, type Rule } from '../spine/invariants/rule.ts';
import { LIVE } from '../reservation/invariants.ts';

export const bookingRules: readonly Rule[] = [
  {
    name: 'bookings match holds',
    checks:
      'a booking that is held or being paid for has an active hold, a confirmed one a sale, and an ended one neither',
    violations: `
      SELECT b.id AS booking, b.status, h.status AS hold FROM bookings b LEFT JOIN holds h ON h.id = b.hold_id
       WHERE (b.status IN ('HELD', 'AWAITING_PAYMENT') AND h.status IS DISTINCT FROM 'ACTIVE') OR (b.status = 'CONFIRMED' AND h.status IS DISTINCT FROM 'CONVERTED')
          OR (b.status IN ('CANCELLED', 'EXPIRED') AND h.status IN ('ACTIVE', 'CONVERTED')) OR (b.status IN ('QUEUED', 'REFUSED') AND h.id IS NOT NULL)
      UNION ALL
      SELECT h.subject_id, b.status, h.status FROM holds h LEFT JOIN bookings b ON b.id = h.subject_id
       WHERE h.subject = 'booking' AND h.status IN ('ACTIVE', 'CONVERTED') AND b.hold_id IS DISTINCT FROM h.id`,
  },
  {
    name: 'allowances match bookings',
    checks:
      'what a booking has taken of vouchers and price classes is held while it is held, sold once it is confirmed, and its own',
    violations: `
      SELECT a.id AS hold, b.id AS booking, b.status, h.status AS allowance FROM bookings b CROSS JOIN unnest(b.allowances) AS a(id)
        LEFT JOIN holds h ON h.id = a.id AND h.subject = 'allowance' AND h.subject_id = b.id
       WHERE h.id IS NULL OR (b.status = 'CONFIRMED' AND h.status <> 'CONVERTED') OR (b.status <> 'CONFIRMED' AND h.status = 'CONVERTED')
          OR (b.status IN ('HELD', 'AWAITING_PAYMENT') AND h.status <> 'ACTIVE' AND h.ended_at < now() - make_interval(secs => $1))
          OR (b.status NOT IN ('HELD', 'AWAITING_PAYMENT', 'CONFIRMED') AND h.status = 'ACTIVE' AND b.updated_at < now() - make_interval(secs => $1))
      UNION ALL
      SELECT h.id, h.subject_id, b.status, h.status FROM holds h LEFT JOIN bookings b ON b.id = h.subject_id AND h.id = ANY (b.allowances)
       WHERE h.subject = 'allowance' AND h.status IN ('ACTIVE', 'CONVERTED') AND b.id IS NULL`,
  },
  {
    name: 'vouchers within their quota',
    checks: 'no voucher is used by more bookings than it is good for, and each that it was used for has it',
    violations: `
      SELECT v.id AS voucher, v.quota, t.n AS bookings, t.without FROM vouchers v JOIN (
          SELECT b.extras -> 'voucher' ->> 'id' AS id, count(*) AS n,
                 count(*) FILTER (WHERE NOT EXISTS (SELECT FROM holds h WHERE h.id = ANY (b.allowances) AND h.pool_id::text = b.extras -> 'voucher' ->> 'id')) AS without
            FROM bookings b WHERE b.extras -> 'voucher' ->> 'id' IS NOT NULL AND b.status IN ('HELD', 'AWAITING_PAYMENT', 'CONFIRMED') GROUP BY 1) t ON t.id = v.id::text
       WHERE t.n > v.quota OR t.without > 0`,
  },
  {
    name: 'prices add up',
    checks: 'a booking costs what its lines cost together, less what its voucher takes off',
    violations: `
      SELECT b.id AS booking, b.price_minor, b.discount_minor FROM bookings b
       WHERE b.price_minor + coalesce(b.discount_minor, 0) <> (SELECT sum((l ->> 'priceMinor')::bigint) FROM jsonb_array_elements(b.lines) l)`,
  },
  {
    name: 'what is paid for is had',
    checks: 'whoever paid for a booking has it, or what is to go back of the money is owed',
    violations: `
      SELECT p.id AS payment, b.id AS booking, b.status FROM payments p JOIN bookings b ON b.id = p.subject_id
       WHERE p.kind = 'booking' AND p.outcome = 'delivered' AND (b.paid_by IS DISTINCT FROM p.id
          OR (b.status = 'CANCELLED' AND p.amount_minor * b.refund_percent >= 100 AND b.updated_at < now() - make_interval(secs => $1)
              AND NOT EXISTS (SELECT FROM refunds r WHERE r.payment_id = p.id)))`,
  },
  {
    name: 'no bookings of cancelled shows',
    checks: 'nothing is held or sold of a show that was cancelled',
    violations: `
      SELECT b.id AS booking, b.status, b.show_id AS show FROM bookings b JOIN shows s ON s.id = b.show_id
       WHERE b.status IN ('HELD', 'AWAITING_PAYMENT', 'CONFIRMED') AND s.status = 'CANCELLED'
      UNION ALL
      SELECT h.subject_id, h.status, h.pool_id FROM holds h JOIN shows s ON s.id = h.pool_id
       WHERE h.status IN ('ACTIVE', 'CONVERTED') AND s.status = 'CANCELLED'`,
  },
  {
    name: 'nobody over the limit',
    checks: 'nobody holds or owns more seats of a show than it sells to one person, but for what the house gave',
    violations: `
      SELECT h.pool_id AS show, h.owner_id AS "user", sum(cardinality(h.units)) AS seats, s.seats_per_user AS "limit"
        FROM holds h JOIN shows s ON s.id = h.pool_id LEFT JOIN bookings b ON b.id = h.subject_id
       WHERE ${LIVE} AND h.subject NOT IN ('waitinglist', 'house') AND b.house_blocks IS NULL GROUP BY 1, 2, 4 HAVING sum(cardinality(h.units)) > s.seats_per_user`,
  },
  {
    name: 'house seats are kept',
    checks:
      'every seat that the house keeps is of a block of its show, one by one, and its hold has the show for its owner',
    violations: `
      SELECT h.id AS hold, h.pool_id AS show, h.units FROM holds h LEFT JOIN house_blocks k ON k.id = h.subject_id AND k.show_id = h.pool_id
       WHERE h.subject = 'house' AND h.status = 'ACTIVE' AND (k.id IS NULL OR h.owner_id <> h.pool_id OR cardinality(h.units) <> 1)`,
  },
  {
    name: 'standing areas hold what they sell',
    checks:
      'a booking that is held or confirmed has as many places of each standing area as it asked for, and no area has more taken than there are in it',
    violations: `
      SELECT b.id AS booking, b.show_id AS show, w.area, w.count AS asked, n.own AS has
        FROM bookings b CROSS JOIN LATERAL jsonb_to_recordset(b.places) AS w(area text, first int, last int, count int)
       CROSS JOIN LATERAL (SELECT count(DISTINCT u)::int AS own FROM unnest(b.seats) u WHERE u BETWEEN w.first AND w.last) n
       WHERE b.places IS NOT NULL AND b.status IN ('HELD', 'AWAITING_PAYMENT', 'CONFIRMED') AND n.own <> w.count
      UNION ALL
      SELECT NULL, s.id, a.area, a.places, t.taken
        FROM shows s JOIN halls h ON h.id = s.hall_id CROSS JOIN LATERAL jsonb_to_recordset(h.plan -> 'areas') AS a(area text, first int, places int)
       CROSS JOIN LATERAL (
         SELECT coalesce(sum((SELECT count(*) FROM unnest(d.units) u WHERE u BETWEEN a.first AND a.first + a.places - 1)), 0)::int AS taken
           FROM holds d WHERE d.pool_id = s.id AND (d.status = 'CONVERTED' OR (d.status = 'ACTIVE' AND d.expires_at > now()))) t
       WHERE jsonb_typeof(h.plan -> 'areas') = 'array' AND t.taken > a.places`,
  },
  {
    name: 'no booking without a job',
    checks: `no booking waits more than ${GRACE_SECONDS} s without a job that will decide it`,
    violations: `
      SELECT b.id AS booking, b.created_at FROM bookings b
       WHERE b.status = 'QUEUED' AND b.created_at < now() - make_interval(secs => $1)
         AND b.id::text NOT IN (SELECT jsonb_array_elements_text(coalesce(o.payload -> 'bookingIds', jsonb_build_array(o.payload -> 'bookingId'))) FROM outbox o
                                 WHERE o.topic = 'job' AND o.name = 'booking.place' AND o.done_at IS NULL)`,
  },
];
