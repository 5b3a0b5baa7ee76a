import { prepare } from '@docket/db/statement';
import type { OutgoingWebhookSettings } from '@docket/runtime/settings/outgoing';
import { notify } from '../notification/notify.ts';
import type { CtxWith } from '../spine/ctx.ts';
import { change, type Tx } from '../spine/emit.ts';
import { GIVE_UP_SECONDS, pauseAfter } from './schedule.ts';
import { requireKeys, secretsAt } from './secrets.ts';
import type { WebhookOutcome, WebhookSender } from './sender.ts';
import type { TakenDelivery } from './take-out.ts';

const tryStatement = prepare(
  'webhook_try',
  'INSERT INTO webhook_tries (delivery_id, status, error, answer, ms) SELECT d.id, $2, $3, $4, $5 FROM webhook_deliveries d WHERE d.id = $1',
);
const settleStatement = prepare(
  'webhook_settle',
  `UPDATE webhook_deliveries SET status = $3, next_try_at = clock_timestamp() + make_interval(secs => $4),
     done_at = CASE WHEN $3 = 'PENDING' THEN NULL ELSE date_trunc('milliseconds', clock_timestamp()) END
   WHERE id = $1 AND fence = $2 AND status = 'PENDING' RETURNING id`,
);
const wellStatement = prepare(
  'webhook_endpoint_well',
  'UPDATE webhook_endpoints SET failing_since = NULL WHERE id = $1 AND failing_since IS NOT NULL',
);
const failingStatement = prepare(
  'webhook_endpoint_failing',
  `UPDATE webhook_endpoints SET failing_since = date_trunc('milliseconds', clock_timestamp()) WHERE id = $1 AND failing_since IS NULL`,
);
const disableStatement = prepare(
  'webhook_endpoint_disable',
  `UPDATE webhook_endpoints SET status = 'DISABLED' WHERE id = $1 AND status = 'ACTIVE' AND ($2 OR failing_since <= clock_timestamp() - make_interval(secs => $3))
   RETURNING user_id, url, failing_since`,
);
const endStatement = prepare(
  'webhook_deliveries_end',
  `UPDATE webhook_deliveries SET status = 'FAILED', done_at = date_trunc('milliseconds', clock_timestamp()) WHERE endpoint_id = $1 AND status = 'PENDING'`,
);

/** What became of a delivery by a call: for counting. */
export type Delivered = 'delivered' | 'again' | 'failed' | 'disabled' | 'lost';

/**
 * Calls an endpoint about one event and writes down what it answered. Every answer of 200 to 299 is taken; all others are called again, over three days.
 * An endpoint that took nothing in that time, or says that it is gone (410), is disabled, and whoever made it is told.
 */
export async function deliver(
  ctx: CtxWith<OutgoingWebhookSettings>,
  delivery: TakenDelivery,
  send: WebhookSender,
): Promise<Delivered> {
  const at = ctx.clock.now();
  const owner = { id: delivery.endpointId, secretNumber: delivery.secretNumber, beforeUntil: delivery.beforeUntil };
  const outcome = await send({
    url: delivery.url,
    id: `evt_${delivery.eventId.replaceAll('-', '')}`,
    body: delivery.body,
    secrets: secretsAt(requireKeys(ctx.settings), owner, at),
    at,
  });
  return change(ctx, async (tx) => {
    await tryStatement(tx.client, [
      delivery.id,
      outcome.status,
      outcome.status === null ? outcome.error : null,
      outcome.status === null ? null : outcome.answer,
      outcome.ms,
    ]);
    return conclude(tx, delivery, outcome);
  });
}

async function conclude(
  tx: Tx,
  { id, fence, endpointId, attempt }: TakenDelivery,
  outcome: WebhookOutcome,
): Promise<Delivered> {
  const settled = async (status: string, seconds = 0) =>
    (await settleStatement(tx.client, [id, fence, status, seconds])).length > 0;
  if (outcome.status !== null && outcome.status >= 200 && outcome.status < 300) {
    await wellStatement(tx.client, [endpointId]);
    return (await settled('DELIVERED')) ? 'delivered' : 'lost';
  }
  await failingStatement(tx.client, [endpointId]);
  const gone = outcome.status === 410;
  const pause = gone ? undefined : pauseAfter(attempt, outcome.status === null ? null : outcome.retryAfterSeconds);
  if (pause !== undefined) return (await settled('PENDING', pause)) ? 'again' : 'lost';
  if (!(await settled('FAILED'))) return 'lost';
  return (await disable(tx, endpointId, gone)) ? 'disabled' : 'failed';
}

/** Nothing more is sent to it; what was on its way has failed, and can be replayed. */
async function disable(tx: Tx, endpointId: string, gone: boolean): Promise<boolean> {
  const [disabled] = await disableStatement(tx.client, [endpointId, gone, GIVE_UP_SECONDS]);
  if (disabled === undefined) return false;
  await endStatement(tx.client, [endpointId]);
  const failingSince = disabled.failing_since?.toISOString() ?? '';
  const data = { endpointId, host: new URL(disabled.url).host, why: gone ? 'gone' : 'failing', failingSince } as const;
  await notify(tx, [
    { userId: disabled.user_id, kind: 'webhook_disabled', key: `${endpointId}:${failingSince}`, data },
  ]);
  return true;
}
