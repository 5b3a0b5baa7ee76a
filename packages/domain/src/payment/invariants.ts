import type { Rule } from '../spine/invariants/rule.ts';

/** Of all refunds that were not given up. */
const SPOKEN_FOR = `(SELECT coalesce(sum(r.amount_minor), 0) FROM refunds r WHERE r.attempt_id = a.id AND r.status <> 'FAILED')`;

export const paymentRules: readonly Rule[] = [
  {
    name: 'captured money has one outcome',
    checks:
      'what was captured is delivered, on its way back, back, parked, given up by an operator, or lost in a dispute, and each of it only once',
    violations: `
      SELECT p.id AS payment, p.status, p.outcome, a.id AS attempt, a.status AS attempt_status FROM payments p JOIN payment_attempts a ON a.payment_id = p.id
       WHERE a.status = 'CAPTURED' AND a.updated_at < now() - interval '15 minutes' AND NOT (a.id = p.paid_attempt_id AND p.outcome IS NOT DISTINCT FROM 'delivered')
         AND NOT EXISTS (SELECT FROM refunds r WHERE r.attempt_id = a.id)
         AND NOT EXISTS (SELECT FROM payment_disputes d WHERE d.attempt_id = a.id AND d.status = 'LOST')`,
  },
  {
    name: 'no more refunded than captured',
    checks:
      'refunds of a charge together are what is set apart of it, and not more than came in; a payment says what has gone back',
    violations: `
      SELECT a.payment_id AS payment, a.id AS attempt, a.received_minor AS received, a.refunding_minor AS set_apart, ${SPOKEN_FOR} AS refunds FROM payment_attempts a
       WHERE a.refunding_minor <> ${SPOKEN_FOR} OR a.refunding_minor > a.received_minor
      UNION ALL
      SELECT p.id, NULL, p.captured_minor, p.refunded_minor, coalesce(sum(r.amount_minor), 0) FROM payments p
        LEFT JOIN refunds r ON r.payment_id = p.id AND r.status = 'DONE' AND r.currency = p.currency
       GROUP BY p.id HAVING p.refunded_minor <> coalesce(sum(r.amount_minor), 0)`,
  },
  {
    name: 'every attempt has an end',
    checks: 'an attempt under way is asked after, and none is under way a day after its deadline',
    violations: `
      SELECT a.payment_id AS payment, a.id AS attempt, a.status, a.deadline FROM payment_attempts a
       WHERE a.status IN ('CREATED', 'PENDING', 'AUTHORISED', 'UNKNOWN') AND (a.next_look_at IS NULL OR a.deadline < now() - interval '1 day')`,
  },
  {
    name: 'one payment pays',
    checks: 'the attempt that pays for a thing is a captured one of its payment, and what it was for was decided once',
    violations: `
      SELECT p.id AS payment, p.status, p.outcome, p.paid_attempt_id AS attempt FROM payments p LEFT JOIN payment_attempts a ON a.id = p.paid_attempt_id AND a.payment_id = p.id
       WHERE (p.paid_attempt_id IS NOT NULL AND a.status IS DISTINCT FROM 'CAPTURED') OR (p.outcome IS NOT NULL AND p.paid_attempt_id IS NULL)
          OR (p.status = 'DELIVERED' AND p.outcome IS DISTINCT FROM 'delivered')`,
  },
  {
    name: 'disputes are in the books',
    checks:
      'the money of a lost dispute is gone in the ledger, once and just so much, and that of no other; none is open a month after it was to be answered',
    violations: `
      SELECT d.payment_id AS payment, d.id AS dispute, d.status, d.amount_minor AS disputed, l.amount AS booked, d.answer_by FROM payment_disputes d
        LEFT JOIN LATERAL (SELECT sum(e.amount) AS amount FROM ledger_transfers t JOIN ledger_entries e ON e.transfer_id = t.id AND e.side = 'debit'
                            WHERE t.subject_kind = 'adjustment' AND t.subject_id = d.id::text AND t.kind = 'dispute.lost') l ON true
       WHERE coalesce(l.amount, 0) <> CASE d.status WHEN 'LOST' THEN d.amount_minor ELSE 0 END OR (d.status = 'OPEN' AND d.answer_by < now() - interval '30 days')`,
  },
  {
    name: 'recorded transfers are in the books',
    checks:
      'what an operator recorded as arrived is the money of its attempt, and what was recorded as paid back ended its refund',
    violations: `
      SELECT t.payment_id AS payment, t.direction, t.subject_id, t.amount_minor AS recorded, coalesce(a.received_minor, r.amount_minor) AS booked FROM payment_transfers t
        LEFT JOIN payment_attempts a ON t.direction = 'in' AND a.id = t.subject_id
        LEFT JOIN refunds r ON t.direction = 'out' AND r.id = t.subject_id
       WHERE t.recorded_at < now() - interval '15 minutes'
         AND ((t.direction = 'in' AND (a.received_minor IS DISTINCT FROM t.amount_minor OR a.received_currency IS DISTINCT FROM t.currency))
           OR (t.direction = 'out' AND (r.status IS DISTINCT FROM 'DONE' OR r.amount_minor IS DISTINCT FROM t.amount_minor OR r.currency IS DISTINCT FROM t.currency)))`,
  },
];
