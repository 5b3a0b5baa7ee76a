import { userChannel } from '@docket/contracts/events/envelope';
import { prepare } from '@docket/db/statement';
import type { Tx } from '../../spine/emit.ts';
import { settleChecks } from './life-cycle.ts';

const summaryStatement = prepare(
  'package_checks_of_version',
  `SELECT v.imported_by_id AS importer, p.slug, c.programs, c.open,
          (SELECT count(*)::int FROM setter_jobs j
            WHERE j.problem_id = v.problem_id AND j.version = v.version AND j.kind = 'data' AND j.status IN ('QUEUED', 'RUNNING')) AS jobs,
          (SELECT count(*)::int FROM problem_faults f WHERE f.problem_id = v.problem_id AND f.version = v.version) AS faults
     FROM problem_versions v JOIN problems p ON p.id = v.problem_id,
          LATERAL (SELECT count(*)::int AS programs, count(*) FILTER (WHERE status IS NULL)::int AS open
                     FROM package_checks u WHERE u.problem_id = v.problem_id AND u.version = v.version) c
    WHERE v.problem_id = $1 AND v.version = $2`,
).rows<{ programs: number; open: number; jobs: number; faults: number }>();

/** To be called when a check of a version has ended: after the last of them the problem moves on, and whoever imported the version is told. */
export async function tellChecked(
  tx: Tx,
  { problemId, version }: { readonly problemId: string; readonly version: number },
): Promise<void> {
  const [summary] = await summaryStatement(tx.client, [problemId, version]);
  if (summary === undefined || summary.open + summary.jobs > 0) return;
  const published = await settleChecks(tx.client, problemId);
  if (summary.importer === null) return;
  const { importer: userId, slug, programs, faults } = summary;
  tx.emit({
    channel: userChannel(userId),
    type: 'problem.checked',
    data: { userId, problemId, slug, version, programs, faults, published },
  });
}
