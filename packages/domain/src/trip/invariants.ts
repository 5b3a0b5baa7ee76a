import { derivedFlightMinor } from '../flight/invariants.ts';
import { derivedMinor } from '../hotel/invariants.ts';
import { GRACE_SECONDS, type Rule } from '../spine/invariants/rule.ts';

export const tripRules: readonly Rule[] = [
  {
    name: 'trips match holds',
    checks:
      'a trip that is held or being paid for has an active hold of everything that its parts are of, a confirmed one a sale of just what was agreed, and an ended one neither; what was given back at its place is free again',
    violations: `
      SELECT t.id AS trip, p.id AS part, t.status, h.status AS hold FROM trips t JOIN trip_parts p ON p.trip_id = t.id LEFT JOIN trip_holds k ON k.part_id = p.id LEFT JOIN holds h ON h.id = k.hold_id
       WHERE (t.status IN ('HELD', 'AWAITING_PAYMENT') AND (h.id IS NULL OR h.status IN ('CONVERTED', 'RETURNED') OR (h.status <> 'ACTIVE' AND h.ended_at < now() - make_interval(secs => $1))))
          OR (t.status = 'CONFIRMED' AND h.status IS DISTINCT FROM 'CONVERTED' AND (h.status IS DISTINCT FROM 'RETURNED' OR p.state NOT IN ('ENDED', 'NO_SHOW', 'WALKED')))
          OR (p.state IN ('NO_SHOW', 'WALKED') AND h.status IS DISTINCT FROM 'RETURNED') OR (t.status IN ('CANCELLED', 'EXPIRED') AND h.status IN ('ACTIVE', 'CONVERTED'))
          OR (t.status IN ('QUEUED', 'REFUSED') AND k.hold_id IS NOT NULL)
          OR (h.id IS NOT NULL AND (h.pool_id <> k.pool_id OR h.units <> k.units OR h.quantity <> k.quantity OR h.subject <> 'trip' OR h.subject_id <> t.id))
      UNION ALL
      SELECT h.subject_id, NULL, NULL, h.status FROM holds h WHERE h.subject = 'trip' AND h.status IN ('ACTIVE', 'CONVERTED')
         AND NOT EXISTS (SELECT FROM trip_parts p JOIN trip_holds k ON k.part_id = p.id WHERE k.hold_id = h.id AND p.trip_id = h.subject_id)`,
  },
  {
    name: 'trips match payments',
    checks:
      'a confirmed trip is paid for by the payment that it names, and of one that was given up is on its way back what its terms leave of it, and no more',
    violations: `
      SELECT t.id AS trip, t.status, t.paid_by AS payment, p.outcome FROM trips t LEFT JOIN payments p ON p.id = t.paid_by AND p.kind = 'trip' AND p.subject_id = t.id
       WHERE (t.status = 'CONFIRMED' AND t.paid_by IS NULL) OR (t.paid_by IS NOT NULL AND p.outcome IS DISTINCT FROM 'delivered')
      UNION ALL
      SELECT t.id, t.status, p.id, p.outcome FROM payments p JOIN trips t ON t.id = p.subject_id
       WHERE p.kind = 'trip' AND p.outcome = 'delivered' AND t.paid_by IS DISTINCT FROM p.id
      UNION ALL
      SELECT t.id, t.status, p.id, coalesce(sum(r.amount_minor), 0)::text FROM trips t JOIN payments p ON p.id = t.paid_by
        LEFT JOIN refunds r ON r.payment_id = p.id AND r.attempt_id = p.paid_attempt_id AND r.reason = 'trip_cancelled' AND r.status <> 'FAILED'
       WHERE NOT EXISTS (SELECT FROM refunds o WHERE o.payment_id = p.id AND (o.reason <> 'trip_cancelled' OR o.status = 'FAILED'))
         AND NOT EXISTS (SELECT FROM payment_disputes d WHERE d.payment_id = p.id)
       GROUP BY t.id, p.id HAVING coalesce(sum(r.amount_minor), 0) <> CASE WHEN t.status = 'CONFIRMED' OR t.refund_minor = 0 THEN 0
          WHEN t.refund_minor = t.total_minor THEN (SELECT a.received_minor FROM payment_attempts a WHERE a.id = p.paid_attempt_id) ELSE t.refund_minor END`,
  },
  {
    name: 'parts given back are paid back',
    checks: 'of a part that was given back at its place is on its way back what was decided, once',
    violations: `
      SELECT p.id AS part, p.refund_minor, coalesce(sum(r.amount_minor), 0)::text AS refunded FROM trip_parts p JOIN trips t ON t.id = p.trip_id
        LEFT JOIN refunds r ON r.payment_id = t.paid_by AND r.cause = 'part:' || p.id
       WHERE p.refund_minor IS NOT NULL AND t.paid_by IS NOT NULL
         AND NOT EXISTS (SELECT FROM payment_disputes d WHERE d.payment_id = t.paid_by)
         AND NOT EXISTS (SELECT FROM refunds o WHERE o.payment_id = t.paid_by AND o.reason = 'requested')
       GROUP BY p.id, t.id HAVING coalesce(sum(r.amount_minor), 0) <> CASE WHEN p.refund_minor = t.total_minor AND p.refund_minor > 0
          THEN (SELECT a.received_minor FROM payments y JOIN payment_attempts a ON a.id = y.paid_attempt_id WHERE y.id = t.paid_by) ELSE p.refund_minor END`,
  },
  {
    name: 'trips add up',
    checks: 'a trip costs what its parts cost, each of them what its quote said and what its own steps add up to',
    violations: `
      SELECT t.id AS trip, NULL::uuid AS part, t.total_minor FROM trips t
       WHERE t.total_minor IS DISTINCT FROM (SELECT sum(p.price_minor) FROM trip_parts p WHERE p.trip_id = t.id)
      UNION ALL
      SELECT p.trip_id, p.id, p.price_minor FROM trip_parts p LEFT JOIN stay_quotes q ON q.id = p.quote_id AND p.kind = 'stay' LEFT JOIN flight_quotes f ON f.id = p.quote_id AND p.kind = 'flight'
       WHERE p.price_minor <> (p.detail -> 'price' ->> 'totalMinor')::bigint OR p.price_minor <> CASE p.kind WHEN 'stay' THEN ${derivedMinor(`p.detail -> 'price'`)} ELSE ${derivedFlightMinor(`p.detail -> 'price'`)} END
          OR p.price_minor IS DISTINCT FROM coalesce(q.total_minor, f.total_minor)`,
  },
  {
    name: 'a quote is ordered by whom it was made for',
    checks:
      'each part was ordered by the person who had the quote, for the same nights or seats, before the quote was over',
    violations: `
      SELECT p.id AS part, q.id AS quote, t.user_id AS "user" FROM trip_parts p JOIN trips t ON t.id = p.trip_id JOIN stay_quotes q ON q.id = p.quote_id
        LEFT JOIN trip_holds k ON k.part_id = p.id
       WHERE q.user_id <> t.user_id OR q.room_type_id IS DISTINCT FROM k.pool_id OR q.rooms <> k.quantity OR t.created_at > q.expires_at
          OR k.units <> ARRAY(SELECT generate_series(q.arrival - DATE '1970-01-01', q.departure - DATE '1970-01-01' - 1))
      UNION ALL
      SELECT p.id, q.id, t.user_id FROM trip_parts p JOIN trips t ON t.id = p.trip_id JOIN flight_quotes q ON q.id = p.quote_id
       WHERE q.user_id <> t.user_id OR t.created_at > q.expires_at
          OR ARRAY(SELECT k.pool_id FROM trip_holds k WHERE k.part_id = p.id ORDER BY k.position) <> q.cabin_ids
          OR EXISTS (SELECT FROM trip_holds k WHERE k.part_id = p.id AND (k.quantity <> q.seats OR k.units <> ARRAY[0, q.buckets[k.position + 1]]))`,
  },
  {
    name: 'no trip without a job',
    checks: `no trip waits more than ${GRACE_SECONDS} s without a job that will decide it`,
    violations: `
      SELECT t.id AS trip, t.created_at FROM trips t
       WHERE t.status = 'QUEUED' AND t.created_at < now() - make_interval(secs => $1)
         AND NOT EXISTS (SELECT FROM outbox o WHERE o.topic = 'job' AND o.name = 'trip.hold' AND o.done_at IS NULL AND o.payload ->> 'tripId' = t.id::text)`,
  },
];
