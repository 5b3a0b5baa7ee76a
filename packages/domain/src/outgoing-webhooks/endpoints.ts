import { DocketError } from '@docket/contracts/errors';
import type {
  changeWebhookEndpoint as changeContract,
  createWebhookEndpoint as createContract,
  getWebhookSecret as secretContract,
  listWebhookEndpoints as listContract,
  rotateWebhookSecret as rotateContract,
  WebhookEndpoint,
} from '@docket/contracts/http/outgoing-webhook';
import type { RouteBody, RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { refusalOf } from '@docket/runtime/public-address';
import type { OutgoingWebhookSettings } from '@docket/runtime/settings/outgoing';
import type { ProcessSettings } from '@docket/runtime/settings/process';
import { requireRole, requireUser, type Ctx, type CtxWith } from '../spine/ctx.ts';
import { change } from '../spine/emit.ts';
import { ENDPOINT_COLUMNS, endpointNotFound, toEndpoint, type EndpointRow } from './rows.ts';
import { requireKeys, secretOf } from './secrets.ts';

/** Of the house; each is looked at for every event. */
export const ENDPOINTS = 20;

type WebhookCtx = CtxWith<OutgoingWebhookSettings & Pick<ProcessSettings, 'NODE_ENV'>>;
type One = { readonly id: string };

const listStatement = prepare(
  'webhook_endpoints_all',
  `SELECT ${ENDPOINT_COLUMNS} FROM webhook_endpoints e ORDER BY e.id DESC`,
).rows<EndpointRow>();
const oneStatement = prepare(
  'webhook_endpoint_one',
  `SELECT ${ENDPOINT_COLUMNS} FROM webhook_endpoints e WHERE e.id = $1`,
).rows<EndpointRow>();
/** One at a time, so that they are counted right. */
const lockStatement = prepare('webhook_endpoints_lock', `SELECT pg_advisory_xact_lock(hashtext('webhook_endpoints'))`);
const countStatement = prepare('webhook_endpoints_count', 'SELECT count(*)::int AS n FROM webhook_endpoints').rows<{
  n: number;
}>();
const createStatement = prepare(
  'webhook_endpoint_create',
  `INSERT INTO webhook_endpoints AS e (id, url, description, events, user_id) VALUES ($1, $2, $3, $4, $5)
   ON CONFLICT (url) DO NOTHING RETURNING ${ENDPOINT_COLUMNS}`,
).rows<EndpointRow>();
const takenStatement = prepare('webhook_url_taken', 'SELECT FROM webhook_endpoints WHERE url = $1 AND id <> $2');
const changeStatement = prepare(
  'webhook_endpoint_change',
  `UPDATE webhook_endpoints e SET url = coalesce($2, e.url), events = coalesce($3, e.events), description = coalesce($4, e.description),
     status = coalesce($5, e.status), failing_since = CASE WHEN $5 = 'ACTIVE' AND e.status <> 'ACTIVE' THEN NULL ELSE e.failing_since END
   WHERE e.id = $1 RETURNING ${ENDPOINT_COLUMNS}`,
).rows<EndpointRow>();
const removeStatement = prepare('webhook_endpoint_remove', 'DELETE FROM webhook_endpoints WHERE id = $1 RETURNING id');
const rotateStatement = prepare(
  'webhook_secret_rotate',
  `UPDATE webhook_endpoints e SET secret_number = e.secret_number + 1,
     before_until = date_trunc('milliseconds', clock_timestamp()) + make_interval(hours => $3)
   WHERE e.id = $1 AND e.secret_number = $2 RETURNING ${ENDPOINT_COLUMNS}`,
).rows<EndpointRow>();

async function read(ctx: Ctx, id: string): Promise<EndpointRow> {
  const [row] = await oneStatement(ctx.db.pool, [id]);
  if (row === undefined) throw endpointNotFound();
  return row;
}

function requireCallable({ settings }: WebhookCtx, url: string): void {
  const refused = refusalOf(url, { loopback: settings.NODE_ENV !== 'production' });
  if (refused !== undefined)
    throw new DocketError('invalid_request', `Nobody is called at ${url}: the address ${refused}.`, {
      fields: [{ path: 'body.url', message: refused }],
    });
}

function taken(): DocketError {
  return new DocketError('webhook_endpoint_taken', 'There is an endpoint with this address already; change that one.', {
    fields: [{ path: 'body.url', message: 'is an endpoint already' }],
  });
}

/** Endpoints of the house, newest first. @throws DocketError unauthenticated, forbidden */
export async function listEndpoints(ctx: WebhookCtx): Promise<RouteResponse<typeof listContract>> {
  requireRole(ctx, 'manager', 'admin');
  const on = ctx.settings.OUTGOING_WEBHOOK_SECRET !== undefined;
  return { on, data: (await listStatement(ctx.db.pool, [])).map(toEndpoint) };
}

/** @throws DocketError unauthenticated, forbidden, webhook_endpoint_not_found */
export async function getEndpoint(ctx: Ctx, { id }: One): Promise<WebhookEndpoint> {
  requireRole(ctx, 'manager', 'admin');
  return toEndpoint(await read(ctx, id));
}

/**
 * An address that is called from now on about what it wants.
 * @throws DocketError unauthenticated, forbidden, invalid_request, outgoing_webhooks_off, webhook_endpoint_taken, webhook_endpoints_full
 */
export async function createEndpoint(
  ctx: WebhookCtx,
  input: RouteBody<typeof createContract>,
): Promise<WebhookEndpoint> {
  requireRole(ctx, 'manager', 'admin');
  const { userId } = requireUser(ctx);
  requireKeys(ctx.settings);
  requireCallable(ctx, input.url);
  return change(ctx, async (tx) => {
    await lockStatement(tx.client, []);
    if (((await countStatement(tx.client, []))[0]?.n ?? 0) >= ENDPOINTS)
      throw new DocketError('webhook_endpoints_full', `There may be ${ENDPOINTS} endpoints; remove one first.`);
    const events = [...new Set(input.events)];
    const [made] = await createStatement(tx.client, [newId(), input.url, input.description, events, userId]);
    if (made === undefined) throw taken();
    return toEndpoint(made);
  });
}

/** @throws DocketError unauthenticated, forbidden, invalid_request, webhook_endpoint_not_found, webhook_endpoint_taken, outgoing_webhooks_off */
export async function changeEndpoint(
  ctx: WebhookCtx,
  { id, ...input }: RouteBody<typeof changeContract> & One,
): Promise<WebhookEndpoint> {
  requireRole(ctx, 'manager', 'admin');
  if (input.status === 'ACTIVE') requireKeys(ctx.settings);
  const { url } = input;
  if (url !== undefined) requireCallable(ctx, url);
  return change(ctx, async (tx) => {
    await lockStatement(tx.client, []);
    if (url !== undefined && (await takenStatement(tx.client, [url, id])).length > 0) throw taken();
    const [row] = await changeStatement(tx.client, [
      id,
      url ?? null,
      input.events === undefined ? null : [...new Set(input.events)],
      input.description ?? null,
      input.status ?? null,
    ]);
    if (row === undefined) throw endpointNotFound();
    return toEndpoint(row);
  });
}

/** With its deliveries. @throws DocketError unauthenticated, forbidden, webhook_endpoint_not_found */
export async function removeEndpoint(ctx: Ctx, { id }: One): Promise<void> {
  requireRole(ctx, 'manager', 'admin');
  const [removed] = await removeStatement(ctx.db.pool, [id]);
  if (removed === undefined) throw endpointNotFound();
}

/** @throws DocketError unauthenticated, forbidden, webhook_endpoint_not_found, outgoing_webhooks_off */
export async function getSecret(ctx: WebhookCtx, { id }: One): Promise<RouteResponse<typeof secretContract>> {
  requireRole(ctx, 'manager', 'admin');
  const row = await read(ctx, id);
  const owner = { id: row.id, secretNumber: row.secret_number, beforeUntil: row.before_until };
  return { secret: secretOf(requireKeys(ctx.settings), owner), secretNumber: row.secret_number };
}

/**
 * The next secret of an endpoint; for a while calls are signed with the one before as well. Asked for again it changes nothing.
 * @throws DocketError unauthenticated, forbidden, webhook_endpoint_not_found, webhook_secret_changed, outgoing_webhooks_off
 */
export async function rotateSecret(
  ctx: WebhookCtx,
  { id, from, overlapHours }: RouteBody<typeof rotateContract> & One,
): Promise<WebhookEndpoint> {
  requireRole(ctx, 'manager', 'admin');
  requireKeys(ctx.settings);
  const [rotated] = await rotateStatement(ctx.db.pool, [id, from, overlapHours]);
  const row = rotated ?? (await read(ctx, id));
  if (row.secret_number !== from + 1)
    throw new DocketError('webhook_secret_changed', `The endpoint has its secret number ${row.secret_number} by now.`);
  return toEndpoint(row);
}
