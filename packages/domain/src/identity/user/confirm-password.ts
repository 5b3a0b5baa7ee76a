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
  'SELECT confirmed_at FROM sessions WHERE id = $1 AND revoked_at IS NULL AND expires_at > $2',
);
const confirmStatement = prepare(
  'session_confirm',
  'UPDATE sessions SET confirmed_at = greatest(confirmed_at, $2) WHERE id = $1 AND revoked_at IS NULL AND expires_at > $3 RETURNING id',
);

/** So long after somebody has proved who they are, sensitive changes do not ask again. */
const CONFIRMED_MINUTES = 10;

/** What `confirmPassword` has seen, for `stillConfirmed` in the transaction that rests on it. `passwordHash` null: it rests on the session alone. */
export type Confirmed = { readonly passwordHash: string | null; readonly field: string };

/**
 * The caller once more: before what cannot be undone, or what would take the account over. Counting wrong ones is the caller's.
 * Hashing is slow, so no transaction is open meanwhile: the one that follows asks `stillConfirmed`.
 * @param password undefined where the session has proved it lately, by whatever way
 * @throws DocketError `unauthenticated`, `wrong_password`, `confirmation_needed`, `unavailable`
 */
export async function confirmPassword(
  ctx: Ctx,
  password: string | undefined,
  field = 'body.password',
): Promise<Confirmed> {
  if (password === undefined) {
    const [session] = await sessionStatement(ctx.db.pool, [requireUser(ctx).sessionId, ctx.clock.now()]);
    requireRecent(ctx, session?.confirmed_at ?? null);
    return { passwordHash: null, field };
  }
  const [row] = await hashStatement(ctx.db.pool, [requireUser(ctx).userId]);
  if (!(await verifyPassword(row?.password_hash, password)) || row === undefined) throw wrong(field);
  return { passwordHash: row.password_hash, field };
}

/**
 * Locks the caller's account and makes sure that what was confirmed still holds: the password is the same or the proof still young, and the session has not
 * ended.
 * Whoever sets a password updates that row before ending sessions, so either they see what this transaction did or it sees what they did.
 * @throws DocketError `unauthenticated`, `wrong_password`, `confirmation_needed`
 */
export async function stillConfirmed(ctx: Ctx, tx: Tx, confirmed: Confirmed): Promise<void> {
  const { passwordHash, confirmedAt } = await lockCaller(ctx, tx);
  if (confirmed.passwordHash === null) requireRecent(ctx, confirmedAt);
  else if (passwordHash !== confirmed.passwordHash) throw wrong(confirmed.field);
}

/**
 * Locks the caller's account, and makes sure that neither it nor the session has ended meanwhile.
 * @throws DocketError `unauthenticated`
 */
export async function lockCaller(
  ctx: Ctx,
  tx: Tx,
): Promise<{ readonly passwordHash: string; readonly confirmedAt: Date | null }> {
  const user = requireUser(ctx);
  const [row] = await lockStatement(tx.client, [user.userId]);
  // A statement of its own, after the lock: one that had to wait would see the sessions of before.
  const [session] = await sessionStatement(tx.client, [user.sessionId, ctx.clock.now()]);
  if (row === undefined || session === undefined)
    throw new DocketError('unauthenticated', 'This session has ended. Log in again.');
  return { passwordHash: row.password_hash, confirmedAt: session.confirmed_at };
}

/** In the transaction of a change that a session must have proved lately whose it is for. @throws DocketError `unauthenticated`, `confirmation_needed` */
export function requireConfirmed(ctx: Ctx, tx: Tx): Promise<void> {
  return stillConfirmed(ctx, tx, { passwordHash: null, field: '' });
}

/** Notes that the caller has proved who they are, with the password. @throws DocketError `unauthenticated`, `wrong_password`, `unavailable` */
export async function confirmWithPassword(ctx: Ctx, { password }: { readonly password: string }): Promise<void> {
  await confirmPassword(ctx, password);
  await noteConfirmed(ctx, ctx.clock.now());
}

/** Notes that the caller has proved who they are. @throws DocketError `unauthenticated` */
export async function noteConfirmed(ctx: Ctx, at: Date): Promise<void> {
  const { sessionId } = requireUser(ctx);
  const rows = await confirmStatement(ctx.db.pool, [sessionId, at, ctx.clock.now()]);
  if (rows.length === 0) throw new DocketError('unauthenticated', 'This session has ended. Log in again.');
}

function requireRecent(ctx: Ctx, confirmedAt: Date | null): void {
  if (confirmedAt !== null && ctx.clock.now().getTime() - confirmedAt.getTime() <= CONFIRMED_MINUTES * 60_000) return;
  throw new DocketError('confirmation_needed', 'Confirm first that it is you: by password, passkey or provider.');
}

function wrong(field: string): DocketError {
  return new DocketError('wrong_password', 'That is not your password.', {
    fields: [{ path: field, message: 'that is not your password' }],
  });
}
