import { DocketError } from '@docket/contracts/errors';
import { rejudgeStatus, type applyRejudge as applyContract } from '@docket/contracts/http/rejudge';
import type { RouteResponse } from '@docket/contracts/http/route';
import { submissionStatus } from '@docket/contracts/judge/verdict';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { change, type NewEvent } from '../../spine/emit.ts';
import { submissionNews } from '../submission/news.ts';
import { withdrawTasks } from '../queue/hold.ts';
import type { ScopeReactions } from '../scope/reactions.ts';
import { findRejudge } from './rows.ts';

const lockStatement = prepare('lock_rejudge', 'SELECT status FROM rejudges WHERE id = $1 FOR UPDATE');

/** A submission whose rejudge was applied, as it stands now, or left alone. */
type ResultRow = {
  state: string;
  submission_id: string;
  user_id: string;
  problem_id: string;
  language: string;
  status: string;
  reason: string | null;
  attempt: number;
  cpu_ms: number | null;
  memory_bytes: string | null;
  tests_done: number;
  tests_total: number;
  compile_log: string | null;
};

const applyStatement = prepare('apply_rejudge_results', 'SELECT * FROM apply_rejudge_results($1)').rows<ResultRow>();

const scopesStatement = prepare(
  'rejudge_by_scope',
  `SELECT s.scope_id, count(*) FILTER (WHERE e.state = 'applied')::int AS applied, count(*) FILTER (WHERE e.state = 'left')::int AS left
     FROM rejudge_results e JOIN submissions s ON s.id = e.submission_id WHERE e.rejudge_id = $1 AND s.scope_id IS NOT NULL GROUP BY s.scope_id ORDER BY s.scope_id`,
).rows<{ scope_id: string; applied: number; left: number }>();

const tasksStatement = prepare('rejudge_tasks', 'SELECT id FROM rejudge_results WHERE rejudge_id = $1');

const dropStatement = prepare(
  'rejudge_dropped',
  `UPDATE rejudges SET status = 'DROPPED', closed_at = clock_timestamp(), updated_at = clock_timestamp()
    WHERE id = $1 AND status IN ('RUNNING', 'READY') RETURNING id`,
);

function closed(): DocketError {
  return new DocketError('rejudge_closed', 'This rejudge was applied or dropped already.');
}

/**
 * Makes the new verdicts count: verdicts, tests, points, counters and who solved what, in one transaction, with an event to each author.
 * Submissions whose verdict changed while the rejudge ran, and those that the judge failed on (IE), are left alone and listed.
 * Each scope in which verdicts are others now is told of it, whether or not the rejudge is the scope's own.
 * @throws DocketError unauthenticated, forbidden, rejudge_not_found, rejudge_not_ready, rejudge_closed
 */
export async function applyRejudge(
  ctx: Ctx,
  input: { readonly id: string },
  reactions: ScopeReactions,
): Promise<RouteResponse<typeof applyContract>> {
  const { total, judged, scope_id: scopeId } = await findRejudge(ctx, input.id);
  const answer = await change(ctx, async (tx) => {
    const [locked] = await lockStatement(tx.client, [input.id]);
    if (locked === undefined) throw new DocketError('rejudge_not_found', 'There is no such rejudge.');
    const status = rejudgeStatus.parse(locked.status);
    switch (status) {
      case 'RUNNING':
        throw new DocketError(
          'rejudge_not_ready',
          `${total - judged} of ${total} submissions are still to be judged.`,
          { retryAfter: 5 },
        );
      case 'APPLIED':
      case 'DROPPED':
        throw closed();
      case 'READY':
        break;
      default:
        return status satisfies never;
    }
    const rows = await applyStatement(tx.client, [input.id]);
    const applied = rows.filter(({ state }) => state === 'applied');
    for (const row of applied) tx.emit(newsOf(row));
    const left = rows.filter(({ state }) => state === 'left').map((row) => row.submission_id);
    for (const { scope_id: touched, ...figures } of await scopesStatement(tx.client, [input.id]))
      if (figures.applied > 0 || touched === scopeId)
        await reactions.scopes.rejudged(ctx, tx, {
          scopeId: touched,
          rejudgeId: input.id,
          became: 'applied',
          ...figures,
        });
    return { applied: applied.length, left };
  });
  ctx.log.info({ rejudgeId: input.id, applied: answer.applied, left: answer.left.length }, 'a rejudge was applied');
  return answer;
}

function newsOf(row: ResultRow): NewEvent<'submission.updated'> {
  return submissionNews({
    userId: row.user_id,
    submissionId: row.submission_id,
    problemId: row.problem_id,
    language: row.language,
    status: submissionStatus.parse(row.status),
    reason: row.reason,
    attempt: row.attempt,
    cpuMs: row.cpu_ms,
    memoryBytes: row.memory_bytes === null ? null : Number(row.memory_bytes),
    testsDone: row.tests_done,
    testsTotal: row.tests_total,
    // Whoever holds fewer than testsDone reads them again.
    tests: [],
    compileLog: row.compile_log,
  });
}

/** Forgets the new verdicts and judges no more of them. @throws DocketError unauthenticated, forbidden, rejudge_not_found, rejudge_closed */
export async function dropRejudge(ctx: Ctx, input: { readonly id: string }, reactions: ScopeReactions): Promise<void> {
  const { scope_id: scopeId } = await findRejudge(ctx, input.id);
  // Tasks come first, in the order that all take: task, then what it is about.
  await change(ctx, async (tx) => {
    const tasks = await tasksStatement(tx.client, [input.id]);
    await withdrawTasks(
      tx.client,
      tasks.map(({ id }) => id),
    );
    if ((await dropStatement(tx.client, [input.id])).length === 0) throw closed();
    if (scopeId !== null)
      await reactions.scopes.rejudged(ctx, tx, {
        scopeId,
        rejudgeId: input.id,
        became: 'dropped',
        applied: 0,
        left: 0,
      });
  });
}
