import { DocketError } from '@docket/contracts/errors';
import type { getWaysIn as route } from '@docket/contracts/http/sign-in';
import type { RouteResponse } from '@docket/contracts/http/route';
import type { PoolClient } from '@docket/db/client';
import type { Pool } from '@docket/db/pool';
import { prepare } from '@docket/db/statement';
import type { SignInSettings } from '@docket/runtime/settings/sign-in';
import { requireUser, type CtxWith } from '../../spine/ctx.ts';
import type { Tx } from '../../spine/emit.ts';
import { passkeyOf } from '../passkey/row.ts';
import { NO_PASSWORD } from './password.ts';

const passwordStatement = prepare('password_of_user', 'SELECT password_hash FROM users WHERE id = $1');
const passkeysStatement = prepare(
  'passkeys_of_user',
  'SELECT id, name, backed_up, created_at, used_at FROM passkeys WHERE user_id = $1 ORDER BY created_at, id',
);
const linksStatement = prepare(
  'login_links_of_user',
  'SELECT id, issuer, email, created_at, used_at FROM login_links WHERE user_id = $1 ORDER BY created_at, id',
);

/** How the caller can log in. @throws DocketError `unauthenticated` */
export async function getWaysIn(ctx: CtxWith<SignInSettings>): Promise<RouteResponse<typeof route>> {
  const { userId } = requireUser(ctx);
  const { pool } = ctx.db;
  const [[user], passkeys, links] = await Promise.all([
    passwordStatement(pool, [userId]),
    passkeysStatement(pool, [userId]),
    linksStatement(pool, [userId]),
  ]);
  return {
    password: user !== undefined && user.password_hash !== NO_PASSWORD,
    passkeys: passkeys.map(passkeyOf),
    links: links.map((row) => {
      const known = ctx.settings.loginProviders.find(({ issuer }) => issuer === row.issuer);
      return {
        linkId: row.id,
        provider: known?.provider ?? null,
        name: known?.name ?? new URL(row.issuer).host,
        email: row.email,
        createdAt: row.created_at.toISOString(),
        usedAt: row.used_at?.toISOString() ?? null,
      };
    }),
  };
}

/**
 * Refuses to take away what the caller could not log in without. Asked after it was taken away, in the transaction that holds the lock of the account
 * (`requireConfirmed`): of two who take away the last two, the second waits and is refused.
 * @throws DocketError `last_way_in`
 */
export async function keepAWayIn(ctx: CtxWith<SignInSettings>, tx: Tx): Promise<void> {
  const { userId } = requireUser(ctx);
  const { passkeys: on, loginProviders } = ctx.settings;
  const [user] = await passwordStatement(tx.client, [userId]);
  if (user !== undefined && user.password_hash !== NO_PASSWORD) return;
  if (on !== undefined && (await passkeysStatement(tx.client, [userId])).length > 0) return;
  const links = await linksStatement(tx.client, [userId]);
  // One to a provider that is not set up any more lets nobody in.
  if (links.some((link) => loginProviders.some(({ issuer }) => issuer === link.issuer))) return;
  throw new DocketError(
    'last_way_in',
    'Without it you could not log in any more. Set a password, add a passkey or link another account first.',
  );
}

/** Is a login elsewhere the one way in that somebody has, so that nothing here can prove more of them? */
export async function hasLinksAlone(on: Pool | PoolClient, userId: string): Promise<boolean> {
  const [user] = await passwordStatement(on, [userId]);
  return user?.password_hash === NO_PASSWORD && (await passkeysStatement(on, [userId])).length === 0;
}

/** Takes away all ways in but the password, where it may have been somebody else who made them. @param madeBefore null: whenever they were made */
export async function forgetWaysIn(tx: Tx, userId: string, madeBefore: Date | null = null): Promise<void> {
  for (const table of ['passkeys', 'login_links'])
    await tx.client.query(`DELETE FROM ${table} WHERE user_id = $1 AND ($2::timestamptz IS NULL OR created_at < $2)`, [
      userId,
      madeBefore,
    ]);
}
