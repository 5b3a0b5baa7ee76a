import type { changeAccount as route } from '@docket/contracts/http/account';
import { DocketError } from '@docket/contracts/errors';
import type { RouteBody } from '@docket/contracts/http/route';
import { isUniqueViolation } from '@docket/db/errors';
import { prepare } from '@docket/db/statement';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import { change, type Tx } from '../../spine/emit.ts';
import { oweMail } from '../mail/owe-mail.ts';
import { voidResets } from '../mail/void-resets.ts';
import { sessionCache } from '../session/session-cache.ts';
import { confirmPassword, stillConfirmed } from './confirm-password.ts';
import { hasConfirmed } from './confirmed-address.ts';
import { usernameTaken } from './create-user.ts';

const lockStatement = prepare(
  'account_lock',
  `SELECT u.email::text, ${hasConfirmed('u')} AS confirmed FROM users u WHERE u.id = $1 AND u.disabled_at IS NULL FOR UPDATE`,
).rows<{ email: string; confirmed: boolean }>();
const writeStatement = prepare(
  'account_write',
  `UPDATE users SET username = coalesce($2::citext, username), phone = CASE WHEN $3 THEN $4 ELSE phone END WHERE id = $1`,
);
const addressStatement = prepare(
  'account_address',
  'UPDATE users SET email = coalesce($2::citext, email), pending_email = $3::citext WHERE id = $1',
);

/**
 * Changes name, address or phone number of the caller. An address that is confirmed stays until the new one is, and is told that another was asked for; one
 * that is not is replaced at once. Either way a link goes to the new one. An address that is somebody else's gets the same answer in the same time.
 * @throws DocketError `unauthenticated`, `wrong_password`, `confirmation_needed`, `username_taken`, `unavailable`
 */
export async function changeAccount(ctx: Ctx, input: RouteBody<typeof route>): Promise<void> {
  const user = requireUser(ctx);
  const confirmed = input.email === undefined ? undefined : await confirmPassword(ctx, input.password);
  try {
    await change(ctx, async (tx) => {
      if (confirmed !== undefined) await stillConfirmed(ctx, tx, confirmed);
      const [held] = await lockStatement(tx.client, [user.userId]);
      if (held === undefined) throw new DocketError('unauthenticated', 'This account is no longer active.');
      await writeStatement(tx.client, [
        user.userId,
        input.username ?? null,
        input.phone !== undefined,
        input.phone ?? null,
      ]);
      if (input.email !== undefined) await changeAddress(ctx, tx, user.userId, held, input.email);
    });
  } catch (error) {
    if (isUniqueViolation(error, 'users_username_key')) throw usernameTaken(input.username ?? '');
    throw error;
  }
  // The name is in what is remembered of a session.
  sessionCache(ctx.db).clear();
}

async function changeAddress(
  ctx: Ctx,
  tx: Tx,
  userId: string,
  held: { readonly email: string; readonly confirmed: boolean },
  email: string,
): Promise<void> {
  const same = email.toLowerCase() === held.email.toLowerCase();
  // The address as it is, or written otherwise: nothing is to be confirmed, and what was asked for before is called off.
  if (same) {
    await addressStatement(tx.client, [userId, email, null]);
    return;
  }
  if (!held.confirmed) {
    await voidResets(tx, { userId, at: ctx.clock.now() });
    await addressStatement(tx.client, [userId, email, null]);
  } else {
    await addressStatement(tx.client, [userId, null, email]);
    await oweMail(tx, { userId, kind: 'asked', address: held.email });
  }
  await oweMail(tx, { userId, kind: 'confirm', address: email });
}
