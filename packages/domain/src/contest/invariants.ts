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
    name: 'logs of scopes are dense',
    checks: 'each log of a scope has every place from 1 to its last, once',
    violations: `
      SELECT s.id, s.next_seq, count(l.seq) AS entries FROM judge_scopes s LEFT JOIN judge_scope_log l ON l.scope_id = s.id AND $1::float8 IS NOT NULL
       GROUP BY s.id HAVING count(l.seq) <> s.next_seq - 1 OR max(l.seq) IS DISTINCT FROM nullif(s.next_seq - 1, 0)`,
  },
  {
    name: 'submissions are in the log of their scope',
    checks: 'each submission to a contest is in its log once, and its verdict after it',
    violations: `
      SELECT x.id, x.scope_id FROM submissions x
       WHERE x.scope_id IS NOT NULL AND x.submitted_at < now() - make_interval(secs => $1)
         AND ((SELECT count(*) FROM judge_scope_log l WHERE l.scope_id = x.scope_id AND l.kind = 'submission' AND l.data -> 'submission' ->> 'id' = x.id::text) <> 1
           OR x.finished_at < now() - make_interval(secs => $1)
              AND NOT EXISTS (SELECT FROM judge_scope_log l WHERE l.scope_id = x.scope_id AND l.kind = 'judgement' AND l.data -> 'judgement' ->> 'submission' = x.id::text))`,
  },
];
