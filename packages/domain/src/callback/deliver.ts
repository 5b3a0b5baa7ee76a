import { DocketError } from '@docket/contracts/errors';
import { prepare } from '@docket/db/statement';
import type { OutgoingWebhookSettings } from '@docket/runtime/settings/outgoing';
import { judge0Fields } from '@docket/contracts/http/judge0';
import { getRun } from '../judge/run/get.ts';
import { getSubmission } from '../judge/submission/get.ts';
import { getJudge0Submission } from '../judge0/get.ts';
import { pauseAfter } from '../outgoing-webhooks/schedule.ts';
import { requireKeys, secretsAt } from '../outgoing-webhooks/secrets.ts';
import type { WebhookSender } from '../outgoing-webhooks/sender.ts';
import type { Ctx, CtxWith } from '../spine/ctx.ts';
import { ownerOf } from './secret.ts';
import { PAUSES } from './schedule.ts';
import type { TakenCallback } from './take-out.ts';

/** An address may ask for so much patience, and no more: runs are kept for a day. */
const LONGEST_SECONDS = 60 * 60;

const settleStatement = prepare(
  'judge_callback_settle',
  `UPDATE judge_callbacks SET status = $3, last_status = $4, last_error = $5, next_try_at = clock_timestamp() + make_interval(secs => $6),
          done_at = CASE WHEN $3 = 'PENDING' THEN NULL ELSE date_trunc('milliseconds', clock_timestamp()) END
    WHERE task_id = $1 AND fence = $2 AND status = 'PENDING' RETURNING task_id`,
);

/** What became of a call: for counting. */
export type CalledBack = 'delivered' | 'again' | 'failed' | 'lost';

type Message = { readonly method: 'POST' | 'PUT'; readonly body: unknown };

/** What is told of each kind, as its owner would read it. */
const MESSAGES: Readonly<Record<TakenCallback['kind'], (ctx: Ctx, id: string) => Promise<Message>>> = {
  async submission(ctx, id) {
    const { files: _, ...data } = await getSubmission(ctx, { id });
    return { method: 'POST', body: { type: 'submission.ended', timestamp: data.finishedAt, data } };
  },
  async run(ctx, id) {
    const data = await getRun(ctx, { id });
    return { method: 'POST', body: { type: 'run.ended', timestamp: data.finishedAt, data } };
  },
  // As Judge0 does: PUT, all fields, texts in base64.
  judge0: async (ctx, id) => ({
    method: 'PUT',
    body: await getJudge0Submission(ctx, id, { fields: judge0Fields, encoded: true }),
  }),
};

/** Calls an address about what is over, signed as Standard Webhooks says with the secret of the token that asked. Answers of 200 to 299 are taken. */
export async function callBack(
  ctx: CtxWith<OutgoingWebhookSettings>,
  taken: TakenCallback,
  send: WebhookSender,
): Promise<CalledBack> {
  const { taskId, fence, userId, username, tokenId: sessionId } = taken;
  const settle = async (status: string, code: number | null, error: string | null, seconds = 0): Promise<boolean> =>
    (await settleStatement(ctx.db.pool, [taskId, fence, status, code, error, seconds])).length > 0;
  const owner: Ctx = { ...ctx, actor: { kind: 'user', userId, username, role: 'user', sessionId, scopes: [] } };
  let message: Message;
  try {
    message = await MESSAGES[taken.kind](owner, taskId);
  } catch (error) {
    if (!(error instanceof DocketError) || !error.code.endsWith('_not_found')) throw error;
    return (await settle('FAILED', null, 'what it was about is gone')) ? 'failed' : 'lost';
  }
  const at = ctx.clock.now();
  const outcome = await send({
    method: message.method,
    url: taken.url,
    id: `cb_${taskId.replaceAll('-', '')}`,
    body: JSON.stringify(message.body),
    secrets: secretsAt(requireKeys(ctx.settings), ownerOf(sessionId), at),
    at,
  });
  const { status } = outcome;
  const error = outcome.status === null ? outcome.error : null;
  if (status !== null && status >= 200 && status < 300)
    return (await settle('DELIVERED', status, null)) ? 'delivered' : 'lost';
  const patience = outcome.status === null ? 0 : Math.min(outcome.retryAfterSeconds ?? 0, LONGEST_SECONDS);
  const pause = status === 410 ? undefined : pauseAfter(taken.attempt, patience, Math.random(), PAUSES);
  if (pause === undefined) return (await settle('FAILED', status, error)) ? 'failed' : 'lost';
  return (await settle('PENDING', status, error, pause)) ? 'again' : 'lost';
}
