import { DocketError } from '@docket/contracts/errors';
import type {
  getWebhookDelivery as getContract,
  listWebhookDeliveries as listContract,
  WebhookDelivery,
} from '@docket/contracts/http/outgoing-webhook';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import type { OutgoingWebhookSettings } from '@docket/runtime/settings/outgoing';
import { z } from 'zod';
import { requireRole, type Ctx, type CtxWith } from '../spine/ctx.ts';
import { decodeCursor, encodeCursor } from '../spine/cursor.ts';
import { change } from '../spine/emit.ts';
import { publish } from './publish.ts';
import { DELIVERY_COLUMNS, endpointNotFound, endpointOff, toDelivery, type DeliveryRow } from './rows.ts';
import { requireKeys } from './secrets.ts';

/** Of a delivery that was replayed often, the latest. */
const TRIES = 100;

const cursorSchema = z.strictObject({ event: z.uuid() });

const endpointStatement = prepare(
  'webhook_endpoint_status',
  'SELECT e.status FROM webhook_endpoints e WHERE e.id = $1',
);
// Events are numbered as they happen.
const listStatement = prepare(
  'webhook_deliveries_of',
  `SELECT ${DELIVERY_COLUMNS} FROM webhook_deliveries d JOIN webhook_events v ON v.id = d.event_id
    WHERE d.endpoint_id = $1 AND ($2::uuid IS NULL OR d.event_id < $2) AND ($3::text IS NULL OR d.status = $3) ORDER BY d.event_id DESC LIMIT $4`,
).rows<DeliveryRow>();
const oneStatement = prepare(
  'webhook_delivery_one',
  `SELECT ${DELIVERY_COLUMNS}, v.body FROM webhook_deliveries d JOIN webhook_events v ON v.id = d.event_id WHERE d.id = $1`,
).rows<DeliveryRow & { body: string }>();
const byKeyStatement = prepare(
  'webhook_delivery_by_key',
  `SELECT ${DELIVERY_COLUMNS} FROM webhook_deliveries d JOIN webhook_events v ON v.id = d.event_id WHERE v.key = $1 AND d.endpoint_id = $2`,
).rows<DeliveryRow>();
const triesStatement = prepare(
  'webhook_tries_of',
  'SELECT t.at, t.status, t.error, t.answer, t.ms FROM webhook_tries t WHERE t.delivery_id = $1 ORDER BY t.id DESC LIMIT $2',
);
const replayStatement = prepare(
  'webhook_replay',
  `UPDATE webhook_deliveries d SET status = 'PENDING', done_at = NULL, next_try_at = date_trunc('milliseconds', clock_timestamp()),
     attempts = CASE WHEN d.status = 'PENDING' THEN d.attempts ELSE 0 END
     FROM webhook_endpoints e WHERE d.id = $1 AND e.id = d.endpoint_id AND e.status = 'ACTIVE' RETURNING d.id`,
);

type One = { readonly id: string };

/** What an endpoint was or is to be told, newest first. @throws DocketError unauthenticated, forbidden, invalid_request, webhook_endpoint_not_found */
export async function listDeliveries(
  ctx: Ctx,
  input: RouteQuery<typeof listContract> & One,
): Promise<RouteResponse<typeof listContract>> {
  requireRole(ctx, 'manager', 'admin');
  const after = input.cursor === undefined ? null : decodeCursor(cursorSchema, input.cursor).event;
  if ((await endpointStatement(ctx.db.pool, [input.id])).length === 0) throw endpointNotFound();
  const rows = await listStatement(ctx.db.pool, [input.id, after, input.status ?? null, input.limit + 1]);
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  const more = rows.length > input.limit && last !== undefined;
  return { data: page.map(toDelivery), meta: { nextCursor: more ? encodeCursor({ event: last.event_id }) : null } };
}

function deliveryNotFound(): DocketError {
  return new DocketError(
    'webhook_delivery_not_found',
    'There is no such delivery, or it was removed with its endpoint.',
  );
}

/** @throws DocketError unauthenticated, forbidden, webhook_delivery_not_found */
export async function getDelivery(ctx: Ctx, { id }: One): Promise<RouteResponse<typeof getContract>> {
  requireRole(ctx, 'manager', 'admin');
  const [row] = await oneStatement(ctx.db.pool, [id]);
  if (row === undefined) throw deliveryNotFound();
  const tries = await triesStatement(ctx.db.pool, [id, TRIES]);
  return { ...toDelivery(row), body: row.body, tries: tries.map((one) => ({ ...one, at: one.at.toISOString() })) };
}

/**
 * Sends a delivery again with the same id, as if it had just come, or at once where it waits.
 * @throws DocketError unauthenticated, forbidden, webhook_delivery_not_found, webhook_endpoint_off
 */
export async function replayDelivery(ctx: Ctx, { id }: One): Promise<WebhookDelivery> {
  requireRole(ctx, 'manager', 'admin');
  const [replayed] = await replayStatement(ctx.db.pool, [id]);
  const [row] = await oneStatement(ctx.db.pool, [id]);
  if (row === undefined) throw deliveryNotFound();
  if (replayed === undefined) throw endpointOff();
  return toDelivery(row);
}

/**
 * Sends an event of type `endpoint.test` to one endpoint, whatever it wants to be told.
 * @throws DocketError unauthenticated, forbidden, webhook_endpoint_not_found, webhook_endpoint_off, outgoing_webhooks_off
 */
export async function testEndpoint(
  ctx: CtxWith<OutgoingWebhookSettings>,
  { id, testId }: One & { readonly testId: string },
): Promise<WebhookDelivery> {
  requireRole(ctx, 'manager', 'admin');
  requireKeys(ctx.settings);
  return change(ctx, async (tx) => {
    const [endpoint] = await endpointStatement(tx.client, [id]);
    if (endpoint === undefined) throw endpointNotFound();
    if (endpoint.status !== 'ACTIVE') throw endpointOff();
    const data = { message: 'This is a test. Nothing has happened.' };
    const key = `${id}:${testId}`;
    await publish(tx, [{ type: 'endpoint.test', key, at: ctx.clock.now(), data }], id);
    const [row] = await byKeyStatement(tx.client, [`endpoint.test:${key}`, id]);
    if (row === undefined) throw endpointOff();
    return toDelivery(row);
  });
}
