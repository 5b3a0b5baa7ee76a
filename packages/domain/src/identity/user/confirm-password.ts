import { DocketError } from '@docket/contracts/errors';
import { prepare } from '@docket/db/statement';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import type { Tx } from '../../spine/emit.ts';
import { verifyPassword } from './password.ts';

const hashStatement = prepare(
  'own_password_hash',
  'SELECT password_hash FROM users WHERE id = $1 AND disabled_at IS NULL',
);
const lockStatement = prepare(
  'own_password_hash_lock',
  'SELECT password_hash FROM users WHERE id = $1 AND disabled_at IS NULL FOR UPDATE',
);
const sessionStatement = prepare(
  'own_session_live',
  'SELECT id FROM sessions WHERE id = $1 AND revoked_at IS NULL AND expires_at > $2',
);

/** What `confirmPassword` has seen, for `stillConfirmed` in the transaction that rests on it. */
export type Confirmed = { readonly passwordHash: string; readonly field: string };

/**
 * The caller once more: before what cannot be undone, or what would take the account over. Counting wrong ones is the caller's.
 * Hashing is slow, so no transaction is open meanwhile: the one that follows asks `stillConfirmed`.
 * @throws DocketError `unauthenticated`, `wrong_password`, `unavailable`
 */
export async function confirmPassword(ctx: Ctx, password: string, field = 'body.password'): Promise<Confirmed> {
  const [row] = await hashStatement(ctx.db.pool, [requireUser(ctx).userId]);
  if (!(await verifyPassword(row?.password_hash, password)) || row === undefined) throw wrong(field);
  return { passwordHash: row.password_hash, field };
}

/**
 * Locks the caller's account and makes sure that what was confirmed still holds: the password is the same, and the session has not ended.
 * Whoever sets a password updates that row before ending sessions, so either they see what this transaction did or it sees what they did.
 * @throws DocketError `unauthenticated`, `wrong_password`
 */
export async function stillConfirmed(ctx: Ctx, tx: Tx, confirmed: Confirmed): Promise<void> {
  const user = requireUser(ctx);
  const [row] = await lockStatement(tx.client, [user.userId]);
  // A statement of its own, after the lock: one that had to wait would see the sessions of before.
  const [session] = await sessionStatement(tx.client, [user.sessionId, ctx.clock.now()]);
  if (row === undefined || session === undefined)
    throw new DocketError('unauthenticated', 'This session has ended. Log in again.');
  if (row.password_hash !== confirmed.passwordHash) throw wrong(confirmed.field);
}

function wrong(field: string): DocketError {
  return new DocketError('wrong_password', 'That is not your password.', {
    fields: [{ path: field, message: 'that is not your password' }],
  });
}
