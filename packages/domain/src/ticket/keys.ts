import type { TicketKey } from '@docket/contracts/http/ticket';
import { prepare } from '@docket/db/statement';
import type { TicketSigningSettings } from '@docket/runtime/settings/ticket';
import type { Ctx, CtxWith } from '../spine/ctx.ts';
import { perDb } from '../spine/ttl-cache.ts';
import { signingKey, toJwk, type SigningKey } from './signing-key.ts';

type KeyRow = { kid: string; public_key: Buffer };

const publishStatement = prepare(
  'publish_ticket_key',
  `WITH made AS (INSERT INTO ticket_keys (kid, public_key) VALUES ($1, $2) ON CONFLICT DO NOTHING)
   SELECT EXISTS (SELECT FROM ticket_keys WHERE kid = $1 AND revoked_at IS NOT NULL) AS revoked`,
).rows<{ revoked: boolean }>();
/** Read each time: a key that was revoked is refused by the next scan. */
const keysStatement = prepare(
  'ticket_keys',
  'SELECT kid, public_key FROM ticket_keys WHERE revoked_at IS NULL ORDER BY created_at DESC, kid',
).rows<KeyRow>();

/** Names of the keys that are in the table. */
const published = perDb(() => new Set<string>());

type KeysCtx = Pick<CtxWith<TicketSigningSettings>, 'db' | 'settings'>;

/** The key that tickets are signed with, the newest there is. The public half of each is published before anything is signed. */
export async function provideSigningKey({ db, settings }: KeysCtx): Promise<SigningKey> {
  const [newest, ...older] = settings.TICKET_SIGNING_KEY;
  for (const seed of older) await publish({ db }, signingKey(seed));
  const key = signingKey(newest);
  // An older one that was revoked is nothing to stop at: nothing is signed with it.
  if ((await publish({ db }, key)).revoked)
    throw new Error(`the ticket key ${key.kid} was revoked; set another TICKET_SIGNING_KEY and restart`);
  return key;
}

async function publish(ctx: Pick<Ctx, 'db'>, { kid, publicKey }: SigningKey): Promise<{ readonly revoked: boolean }> {
  if (published(ctx.db).has(kid)) return { revoked: false };
  const [row] = await publishStatement(ctx.db.pool, [kid, publicKey]);
  if (row?.revoked !== true) published(ctx.db).add(kid);
  return { revoked: row?.revoked === true };
}

export async function readPublicKeys(ctx: Pick<Ctx, 'db'>): Promise<ReadonlyMap<string, Uint8Array>> {
  const rows = await keysStatement(ctx.db.pool, []);
  return new Map(rows.map((row) => [row.kid, row.public_key]));
}

/** Every key whose tickets are good, the newest first, as a JWK Set. */
export async function getTicketKeys(ctx: KeysCtx): Promise<{ keys: TicketKey[] }> {
  await provideSigningKey(ctx);
  const rows = await keysStatement(ctx.db.pool, []);
  return { keys: rows.map((row) => toJwk(row.kid, row.public_key)) };
}
