import { randomBytes } from 'node:crypto';
import { DocketError } from '@docket/contracts/errors';
import type { Ctx } from '../../spine/ctx.ts';
import { createUser } from './create-user.ts';

export type EnsureAdminResult =
  /** `password` is set only when it was made up here; it is stored nowhere else. */
  | { readonly outcome: 'created'; readonly username: string; readonly password: string | null }
  | { readonly outcome: 'present' }
  /** Somebody has the name without being an admin; nobody is promoted by a name. */
  | { readonly outcome: 'name_taken'; readonly username: string };

/**
 * Makes sure that the installation has an admin; does nothing when it has one. Safe from several processes at once.
 * @param input without a password a random one is made and handed back once.
 */
export async function ensureAdmin(
  ctx: Ctx,
  input: { readonly username: string; readonly password?: string | undefined },
): Promise<EnsureAdminResult> {
  const { rows } = await ctx.db.pool.query(`SELECT FROM users WHERE role = 'admin' AND disabled_at IS NULL LIMIT 1`);
  if (rows.length > 0) return { outcome: 'present' };
  const made = input.password === undefined ? randomBytes(15).toString('base64url') : null;
  const asPlatform: Ctx = { ...ctx, actor: { kind: 'system', name: 'set-up' } };
  try {
    await createUser(asPlatform, {
      username: input.username,
      password: input.password ?? made ?? '',
      email: `${input.username}@docket.invalid`,
      role: 'admin',
    });
    return { outcome: 'created', username: input.username, password: made };
  } catch (error) {
    if (!(error instanceof DocketError && error.code.endsWith('_taken'))) throw error;
    const { rows: now } = await ctx.db.pool.query(`SELECT FROM users WHERE role = 'admin' AND username = $1`, [
      input.username,
    ]);
    return now.length > 0 ? { outcome: 'present' } : { outcome: 'name_taken', username: input.username };
  }
}
