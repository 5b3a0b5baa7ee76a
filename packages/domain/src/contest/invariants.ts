import type { Rule } from '../spine/invariants/rule.ts';

export const contestRules: readonly Rule[] = [
  {
    name: 'boards follow their logs',
    checks: 'no board of a contest is behind its log for long, and none is ahead of it',
    violations: `
      SELECT b.contest_id AS id, b.seq, s.next_seq FROM contest_boards b JOIN judge_scopes s ON s.id = b.contest_id
       WHERE b.seq >= s.next_seq
          OR EXISTS (SELECT FROM judge_scope_log l WHERE l.scope_id = s.id AND l.seq = b.seq + 1 AND l.at < now() - make_interval(secs => $1))`,
  },
  {
    name: 'ratings follow their contests',
    checks:
      'every rated contest that is final has given its results to ratings, of everybody who is rated, no other has, and none of them waits for long to be folded',
    violations: `
      SELECT c.id FROM contests c LEFT JOIN contest_ratings r ON r.contest_id = c.id
       WHERE CASE WHEN c.finalised_at IS NULL THEN r.contest_id IS NOT NULL
                  ELSE c.rated AND r.contest_id IS NULL AND c.finalised_at < now() - make_interval(secs => $1) END
      UNION ALL
      SELECT c.id FROM contests c JOIN contest_ratings r ON r.contest_id = c.id JOIN contest_boards b ON b.contest_id = c.id JOIN judge_scopes s ON s.id = c.id
       WHERE b.seq = s.next_seq - 1
         AND CASE WHEN c.rated THEN jsonb_array_length(r.results) <
                    (SELECT count(*) FROM contest_participants p JOIN contest_members m ON m.participant_id = p.id
                       JOIN contest_board_rows o ON o.contest_id = c.id AND o.view = 'public' AND o.participant_id = p.id
                      WHERE p.contest_id = c.id AND p.kind = 'individual' AND p.rated AND o.row ->> 'standing' = 'ranked' AND jsonb_path_exists(o.row, '$.cells[*] ? (@ != null)'))
                  ELSE jsonb_array_length(r.results) > 0 END
      UNION ALL
      SELECT f.stale_contest_id FROM rating_fold f WHERE f.since < now() - make_interval(secs => $1)`,
  },
  {
    name: 'logs of scopes are dense',
    checks: 'each log of a scope has every place from 1 to its last, once',
    violations: `
      SELECT s.id, s.next_seq, count(l.seq) AS entries FROM judge_scopes s LEFT JOIN judge_scope_log l ON l.scope_id = s.id
       GROUP BY s.id HAVING count(l.seq) <> s.next_seq - 1 OR max(l.seq) IS DISTINCT FROM nullif(s.next_seq - 1, 0)`,
  },
  {
    name: 'submissions are in the log of their scope',
    checks: 'each submission to a contest is in its log once, and its verdict after it',
    violations: `
      SELECT x.id, x.scope_id FROM submissions x
        LEFT JOIN (SELECT l.scope_id, l.data -> 'submission' ->> 'id' AS id, count(*) AS times FROM judge_scope_log l WHERE l.kind = 'submission' GROUP BY 1, 2) t
          ON t.scope_id = x.scope_id AND t.id = x.id::text
        LEFT JOIN (SELECT DISTINCT l.scope_id, l.data -> 'judgement' ->> 'submission' AS id FROM judge_scope_log l WHERE l.kind = 'judgement') j
          ON j.scope_id = x.scope_id AND j.id = x.id::text
       WHERE x.scope_id IS NOT NULL AND x.submitted_at < now() - make_interval(secs => $1)
         AND (t.times IS DISTINCT FROM 1 OR j.id IS NULL AND x.finished_at < now() - make_interval(secs => $1))`,
  },
];
