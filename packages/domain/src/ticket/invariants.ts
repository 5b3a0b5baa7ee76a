import type { Rule } from '../spine/invariants/rule.ts';

export const ticketRules: readonly Rule[] = [
  {
    name: 'tickets match bookings',
    checks: 'a confirmed booking has one good ticket for each of its seats, and no other booking has any',
    violations: `
      SELECT b.id AS booking, b.status, cardinality(b.seats) AS seats, count(t.id) AS tickets
        FROM bookings b LEFT JOIN tickets t ON t.booking_id = b.id AND t.voided_at IS NULL AND t.show_id = b.show_id AND t.seat = ANY (b.seats)
       GROUP BY b.id HAVING count(t.id) <> CASE b.status WHEN 'CONFIRMED' THEN cardinality(b.seats) ELSE 0 END`,
  },
  {
    name: 'one entry per ticket',
    checks: 'nobody came in twice with one ticket, or with one of another show',
    violations: `
      SELECT c.ticket_id AS ticket, count(*) AS entries FROM ticket_scans c LEFT JOIN tickets t ON t.id = c.ticket_id AND t.show_id = c.show_id
       WHERE c.outcome = 'admitted' GROUP BY 1 HAVING count(*) > 1 OR count(t.id) <> count(*)`,
  },
];
