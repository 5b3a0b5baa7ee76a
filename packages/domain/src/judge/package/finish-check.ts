import { userChannel } from '@docket/contracts/events/envelope';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { change, type Tx } from '../../spine/emit.ts';
import { writeProblemFault } from '../problem/faults.ts';
import { settleChecks } from '../problem/life-cycle.ts';
import { endTask } from '../queue/hold.ts';
import type { Claim, Trial, Verdict } from '../submission/record.ts';
import { oldExpectations, storedExpectations } from './stored-expectations.ts';
import { brokenPromises } from './promises.ts';

// One ending at a time per version, or two last ones would each take the other to be still open. Locked before it is read: a package
// that was brought again meanwhile has taken its promises back.
const lockStatement = prepare(
  'lock_checked_version',
  `SELECT v.problem_id FROM problem_versions v JOIN package_checks c ON c.problem_id = v.problem_id AND c.version = v.version
    WHERE c.id = $1 FOR NO KEY UPDATE OF v`,
);

const endStatement = prepare(
  'end_package_check',
  `UPDATE package_checks c SET status = $2, finished_at = clock_timestamp() WHERE c.id = $1
   RETURNING c.problem_id, c.version, c.path, c.expected, c.score_low, c.score_high, c.expects`,
);

const summaryStatement = prepare(
  'package_checks_of_version',
  `SELECT v.imported_by_id AS importer, p.slug, c.programs, c.open,
          (SELECT count(*)::int FROM problem_faults f WHERE f.problem_id = v.problem_id AND f.version = v.version) AS faults
     FROM problem_versions v JOIN problems p ON p.id = v.problem_id,
          LATERAL (SELECT count(*)::int AS programs, count(*) FILTER (WHERE status IS NULL)::int AS open
                     FROM package_checks u WHERE u.problem_id = v.problem_id AND u.version = v.version) c
    WHERE v.problem_id = $1 AND v.version = $2`,
).rows<{ programs: number; open: number; faults: number }>();

/**
 * Ends the trial of a program of a package: what it did not keep becomes a fault of its version, and after the last program whoever
 * imported is told.
 * @returns false when this attempt no longer judges: nothing was written
 */
export async function finishCheck(ctx: Ctx, claim: Claim, verdict: Verdict): Promise<boolean> {
  return change(ctx, async (tx) => {
    if (!(await endTask(tx.client, { taskId: claim.submissionId, attempt: claim.attempt }))) return false;
    await endCheck(tx, claim.submissionId, verdict);
    return true;
  });
}

const UNTRIED: Trial = { tests: [], points: [], partial: false };

/** Of a task that was ended in the same transaction. */
async function endCheck(tx: Tx, id: string, { status, reason, trial = UNTRIED }: Verdict): Promise<void> {
  await lockStatement(tx.client, [id]);
  const [ended] = await endStatement(tx.client, [id, status]);
  if (ended === undefined) throw new Error(`the check ${id} has a task and no row`);
  const { problem_id: problemId, version, path, expects } = ended;
  const promised = expects === null ? oldExpectations(ended) : storedExpectations.parse(expects);
  const broken = brokenPromises(path, promised, { verdict: status, reason, trial });
  for (const fault of broken) await writeProblemFault(tx.client, { problemId, version, submissionId: null, ...fault });

  const [summary] = await summaryStatement(tx.client, [problemId, version]);
  if (summary === undefined || summary.open > 0) return;
  const published = await settleChecks(tx.client, problemId);
  if (summary.importer === null) return;
  const { importer: userId, slug, programs, faults } = summary;
  tx.emit({
    channel: userChannel(userId),
    type: 'problem.checked',
    data: { userId, problemId, slug, version, programs, faults, published },
  });
}
