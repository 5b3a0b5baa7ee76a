import type { Rule } from '../spine/invariants/rule.ts';

export const waitingListRules: readonly Rule[] = [
  {
    name: 'nobody waits for a cancelled show',
    checks: 'no entry of a waiting list is open when its show was cancelled',
    violations: `
      SELECT w.id AS entry, w.status FROM waiting_list w JOIN shows s ON s.id = w.show_id
       WHERE w.status IN ('WAITING', 'OFFERED') AND s.status = 'CANCELLED'`,
  },
  {
    name: 'offers match holds',
    checks: 'an open offer of a waiting list has an active hold of its own, an accepted one its booking',
    violations: `
      SELECT w.id AS entry, w.status, h.status AS hold FROM waiting_list w LEFT JOIN holds h ON h.id = w.hold_id
       WHERE w.status = 'OFFERED' AND (h.status, h.subject, h.subject_id) IS DISTINCT FROM ('ACTIVE', 'offer', w.id)
         AND coalesce(h.ended_at, w.updated_at) < now() - make_interval(secs => $1)
      UNION ALL
      SELECT w.id, w.status, b.status FROM waiting_list w LEFT JOIN bookings b ON b.id = w.booking_id AND b.user_id = w.user_id
       WHERE w.status = 'ACCEPTED' AND b.hold_id IS DISTINCT FROM w.hold_id`,
  },
];
