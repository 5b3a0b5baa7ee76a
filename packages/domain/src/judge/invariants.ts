import { GRACE_SECONDS, type Rule } from '../spine/invariants/rule.ts';

export const judgeRules: readonly Rule[] = [
  {
    name: 'no submission without a task',
    checks: `no submission or run waits more than ${GRACE_SECONDS} s without a judge’s task`,
    violations: `
      SELECT w.id, w.kind FROM (
          SELECT s.id, 'submission' AS kind, s.submitted_at AS at FROM submissions s WHERE s.status = 'QUEUED'
          UNION ALL SELECT r.id, 'run', r.created_at FROM runs r WHERE r.status = 'QUEUED') w
        LEFT JOIN judge_tasks t ON t.id = w.id AND t.status <> 'ENDED'
       WHERE t.id IS NULL AND w.at < now() - make_interval(secs => $1)`,
  },
];
