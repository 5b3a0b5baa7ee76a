import type { TicketKey } from '@docket/contracts/http/tickets';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../spine/ctx.ts';
import { perDb } from '../spine/ttl-cache.ts';
import { signingKey, toJwk, type KeySource, type SigningKey } from './signing-key.ts';

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

const published = perDb(() => new Set<string>());

/** The key that tickets are signed with. Its public half is published before anything is signed with it. */
export async function provideSigningKey(ctx: Pick<Ctx, 'db'>, source: KeySource): Promise<SigningKey> {
  const key = signingKey(source);
  if (published(ctx.db).has(key.kid)) return key;
  const [row] = await publishStatement(ctx.db.pool, [key.kid, key.publicKey]);
  if (row?.revoked === true)
    throw new Error(`the ticket key ${key.kid} was revoked; set another TICKET_SIGNING_KEY and restart`);
  published(ctx.db).add(key.kid);
  return key;
}

export async function readPublicKeys(ctx: Pick<Ctx, 'db'>): Promise<ReadonlyMap<string, Uint8Array>> {
  const rows = await keysStatement(ctx.db.pool, []);
  return new Map(rows.map((row) => [row.kid, row.public_key]));
}

/** Every key whose tickets are good, the newest first, as a JWK Set. */
export async function getTicketKeys(
  ctx: Pick<Ctx, 'db'>,
  input: { readonly keySource: KeySource },
): Promise<{ keys: TicketKey[] }> {
  await provideSigningKey(ctx, input.keySource);
  const rows = await keysStatement(ctx.db.pool, []);
  return { keys: rows.map((row) => toJwk(row.kid, row.public_key)) };
}
