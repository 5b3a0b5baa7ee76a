import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { change, type Tx } from '../../spine/emit.ts';
import { writeProblemFault } from '../problem/faults.ts';
import { tellChecked } from '../problem/tell-checked.ts';
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
  `UPDATE package_checks c SET status = $2, results = $3, finished_at = clock_timestamp() WHERE c.id = $1
   RETURNING c.problem_id, c.version, c.path, c.expected, c.score_low, c.score_high, c.expects`,
);

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
  const [ended] = await endStatement(tx.client, [
    id,
    status,
    JSON.stringify(trial.tests.map(({ name, verdict, cpuMs }) => ({ name, verdict, cpuMs }))),
  ]);
  if (ended === undefined) throw new Error(`the check ${id} has a task and no row`);
  const { problem_id: problemId, version, path, expects } = ended;
  const promised = expects === null ? oldExpectations(ended) : storedExpectations.parse(expects);
  const broken = brokenPromises(path, promised, { verdict: status, reason, trial });
  for (const fault of broken) await writeProblemFault(tx.client, { problemId, version, submissionId: null, ...fault });

  await tellChecked(tx, { problemId, version });
}
