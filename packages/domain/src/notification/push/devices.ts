import { createECDH } from 'node:crypto';
import { DocketError } from '@docket/contracts/errors';
import type {
  addPushDevice as addContract,
  listPushDevices as listContract,
  PushDevice,
} from '@docket/contracts/http/push';
import type { RouteBody, RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { refusalOf } from '@docket/runtime/public-address';
import type { PushKeySettings } from '@docket/runtime/settings/outgoing';
import type { ProcessSettings } from '@docket/runtime/settings/process';
import { requireUser, type CtxWith } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';

/** Of one person; the one that was turned on first goes. */
const DEVICES = 20;

const COLUMNS = 'd.id, d.endpoint, d.user_agent, d.created_at, d.pushed_at';

const listStatement = prepare(
  'push_devices_of',
  `SELECT ${COLUMNS} FROM push_devices d JOIN sessions s ON s.id = d.session_id
    WHERE d.user_id = $1 AND s.revoked_at IS NULL AND s.expires_at > clock_timestamp() ORDER BY d.id DESC`,
);
const addStatement = prepare(
  'push_device_add',
  `INSERT INTO push_devices AS d (id, user_id, session_id, endpoint, p256dh, auth, server_key, user_agent)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
   ON CONFLICT (endpoint) DO UPDATE SET user_id = excluded.user_id, session_id = excluded.session_id, p256dh = excluded.p256dh,
     auth = excluded.auth, server_key = excluded.server_key, user_agent = excluded.user_agent
   RETURNING ${COLUMNS}`,
);
const surplusStatement = prepare(
  'push_devices_surplus',
  'DELETE FROM push_devices WHERE user_id = $1 AND id IN (SELECT d.id FROM push_devices d WHERE d.user_id = $1 ORDER BY d.id DESC OFFSET $2)',
);
const removeStatement = prepare(
  'push_device_remove',
  'DELETE FROM push_devices WHERE id = $1 AND user_id = $2 RETURNING id',
);

type DeviceRow = Awaited<ReturnType<typeof addStatement>>[number];

function toDevice(row: DeviceRow): PushDevice {
  return {
    deviceId: row.id,
    endpoint: row.endpoint,
    userAgent: row.user_agent,
    createdAt: row.created_at.toISOString(),
    pushedAt: row.pushed_at?.toISOString() ?? null,
  };
}

/** @throws DocketError unauthenticated */
export async function listDevices(ctx: CtxWith<PushKeySettings>): Promise<RouteResponse<typeof listContract>> {
  const { userId } = requireUser(ctx);
  const rows = await listStatement(ctx.db.pool, [userId]);
  return { serverKey: ctx.settings.VAPID_PUBLIC_KEY ?? null, data: rows.map(toDevice) };
}

function wrong(path: string, message: string): DocketError {
  return new DocketError('invalid_request', `The subscription cannot be used: ${path} ${message}.`, {
    fields: [{ path: `body.${path}`, message }],
  });
}

/** A point of the curve, and no other 65 bytes: nothing could ever be encrypted for them. */
function isPoint(p256dh: string): boolean {
  const own = createECDH('prime256v1');
  own.generateKeys();
  try {
    own.computeSecret(Buffer.from(p256dh, 'base64url'));
    return true;
  } catch {
    return false;
  }
}

/** Who may add it, and with what; a browser that somebody else was logged in with is the caller's from now on. */
type Adding = RouteBody<typeof addContract> & { readonly userAgent: string | null };

/** @throws DocketError unauthenticated, invalid_request, push_off, push_key_changed */
export async function addDevice(
  ctx: CtxWith<PushKeySettings & Pick<ProcessSettings, 'NODE_ENV'>>,
  { endpoint, keys, serverKey, userAgent }: Adding,
): Promise<PushDevice> {
  const { userId, sessionId } = requireUser(ctx);
  const current = ctx.settings.VAPID_PUBLIC_KEY;
  if (current === undefined)
    throw new DocketError('push_off', 'This installation pushes nothing to devices: it has no VAPID key.');
  if (serverKey !== current)
    throw new DocketError('push_key_changed', 'Subscribe again with the key that GET /notifications/devices gives.');
  const refused = refusalOf(endpoint, { loopback: ctx.settings.NODE_ENV !== 'production' });
  if (refused !== undefined) throw wrong('endpoint', refused);
  if (!isPoint(keys.p256dh)) throw wrong('keys.p256dh', 'is no public key of P-256');
  return change(ctx, async (tx) => {
    const [row] = await addStatement(tx.client, [
      newId(),
      userId,
      sessionId,
      endpoint,
      keys.p256dh,
      keys.auth,
      serverKey,
      userAgent,
    ]);
    if (row === undefined) throw new Error('an upsert gives its row');
    await surplusStatement(tx.client, [userId, DEVICES]);
    return toDevice(row);
  });
}

/** @throws DocketError unauthenticated, device_not_found */
export async function removeDevice(
  ctx: CtxWith<PushKeySettings>,
  { deviceId }: { readonly deviceId: string },
): Promise<void> {
  const [removed] = await removeStatement(ctx.db.pool, [deviceId, requireUser(ctx).userId]);
  if (removed === undefined) throw new DocketError('device_not_found', 'None of your devices is called so.');
}
