import type { getCallbackSecret, listCallbacks as contract, Callback } from '@docket/contracts/http/api-token';
import type { RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import type { OutgoingWebhookSettings } from '@docket/runtime/settings/outgoing';
import { requireOwnToken } from '../identity/token/list.ts';
import { requireKeys, secretOf } from '../outgoing-webhooks/secrets.ts';
import type { Ctx, CtxWith } from '../spine/ctx.ts';
import { ownerOf } from './secret.ts';

const listStatement = prepare(
  'judge_callbacks_of_token',
  `SELECT task_id, kind, url, status, attempts, last_status, last_error, created_at, done_at FROM judge_callbacks
    WHERE token_id = $1 ORDER BY created_at DESC, task_id DESC LIMIT 100`,
).rows<{ kind: Callback['kind']; status: Callback['status'] }>();

/** What one of the caller's tokens had called, newest first. @throws DocketError `unauthenticated`, `api_token_not_found` */
export async function listCallbacks(ctx: Ctx, input: { readonly id: string }): Promise<RouteResponse<typeof contract>> {
  await requireOwnToken(ctx, input);
  const rows = await listStatement(ctx.db.pool, [input.id]);
  return {
    data: rows.map((row) => ({
      taskId: row.task_id,
      kind: row.kind,
      url: row.url,
      status: row.status,
      attempts: row.attempts,
      lastStatus: row.last_status,
      lastError: row.last_error,
      createdAt: row.created_at.toISOString(),
      doneAt: row.done_at?.toISOString() ?? null,
    })),
  };
}

/** What calls of one of the caller's tokens are verified with. @throws DocketError `unauthenticated`, `api_token_not_found`, `outgoing_webhooks_off` */
export async function readCallbackSecret(
  ctx: CtxWith<OutgoingWebhookSettings>,
  input: { readonly id: string },
): Promise<RouteResponse<typeof getCallbackSecret>> {
  await requireOwnToken(ctx, input);
  return { secret: secretOf(requireKeys(ctx.settings), ownerOf(input.id)) };
}
