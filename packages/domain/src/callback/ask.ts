import { DocketError } from '@docket/contracts/errors';
import type { Callback } from '@docket/contracts/http/api-token';
import { prepare } from '@docket/db/statement';
import { refusalOf } from '@docket/runtime/public-address';
import type { OutgoingWebhookSettings } from '@docket/runtime/settings/outgoing';
import { requireKeys } from '../outgoing-webhooks/secrets.ts';
import { requireUser, type Ctx, type CtxWith } from '../spine/ctx.ts';

/** An address that may be called, and the token whose secret signs the calls. */
export type CallbackTo = { readonly url: string; readonly tokenId: string };

/** What a process that takes such addresses in has read. */
export type CallbackSettings = OutgoingWebhookSettings & { readonly NODE_ENV: string };

const insertStatement = prepare(
  'judge_callback_insert',
  'INSERT INTO judge_callbacks (task_id, kind, user_id, token_id, url) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (task_id) DO NOTHING',
);

/**
 * Looks at an address before anything is done. A name is looked at again whenever it is called.
 * @returns undefined where none was given
 * @throws DocketError `callback_needs_token`, `callback_refused`, `outgoing_webhooks_off`
 */
export function checkCallback(ctx: CtxWith<CallbackSettings>, url: string | undefined): CallbackTo | undefined {
  if (url === undefined) return undefined;
  const user = requireUser(ctx);
  if (user.scopes === undefined)
    throw new DocketError(
      'callback_needs_token',
      'Calls are signed with the secret of an API token; make one, and send it instead of the token of a login.',
    );
  requireKeys(ctx.settings);
  const refused = refusalOf(url, { loopback: ctx.settings.NODE_ENV !== 'production' });
  if (refused !== undefined)
    throw new DocketError('callback_refused', `The address ${refused}.`, {
      fields: [{ path: 'body.callbackUrl', message: refused }],
    });
  return { url, tokenId: user.sessionId };
}

/**
 * Has an address called when a submission or run is over. After it was taken in: whoever dies in between has not answered, and who sends the same
 * request again, with its key, comes by here again.
 */
export async function askForCallback(
  ctx: Ctx,
  to: CallbackTo | undefined,
  task: { readonly id: string; readonly kind: Callback['kind'] },
): Promise<void> {
  if (to === undefined) return;
  await insertStatement(ctx.db.pool, [task.id, task.kind, requireUser(ctx).userId, to.tokenId, to.url]);
}
