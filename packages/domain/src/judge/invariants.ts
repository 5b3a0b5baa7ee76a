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
  {
    name: 'spreads are of bests',
    checks: 'run times and memory are spread as the bests of people are',
    violations: `
      SELECT s.problem_id AS id, s.version, s.language, s.measure, s.bucket, s.people, b.people AS bests FROM problem_spreads s
        FULL JOIN (
          SELECT o.problem_id, o.version, o.language, m.measure, m.bucket, count(*)::int AS people
            FROM problem_bests o, LATERAL (VALUES ('cpu', figure_bucket(o.cpu_ms)), ('memory', figure_bucket(o.memory_bytes / 1024.0))) AS m(measure, bucket)
           GROUP BY 1, 2, 3, 4, 5) b USING (problem_id, version, language, measure, bucket)
       WHERE coalesce(s.people, 0) <> coalesce(b.people, 0)`,
  },
];
