import type { Rule } from '../spine/invariants/rule.ts';

export const waitingRoomRules: readonly Rule[] = [
  {
    name: 'no room of a cancelled show',
    checks: 'nobody is in the waiting room of a show that was cancelled',
    violations: `
      SELECT e.id AS entry, e.status FROM room_entries e JOIN shows s ON s.id = e.show_id
       WHERE e.status IN ('WAITING', 'ADMITTED') AND s.status = 'CANCELLED'`,
  },
  {
    name: 'places in order',
    checks: 'every place of a waiting room was given once, without gaps, and those who came early have the first',
    violations: `
      SELECT r.show_id AS show, r.last_place, t.n, t.early FROM rooms r LEFT JOIN (
          SELECT e.show_id, count(e.place) AS n, max(e.place) AS last, count(e.place) FILTER (WHERE e.early) AS early,
                 max(e.place) FILTER (WHERE e.early) AS last_early FROM room_entries e GROUP BY 1) t ON t.show_id = r.show_id
       WHERE coalesce(t.n, 0) <> r.last_place OR coalesce(t.last, 0) <> r.last_place
          OR coalesce(t.early, 0) <> r.entrants OR coalesce(t.last_early, 0) <> r.entrants`,
  },
];
