import { DocketError } from '@docket/contracts/errors';
import type { confirmEmail as route } from '@docket/contracts/http/account';
import type { RouteResponse } from '@docket/contracts/http/route';
import { isUniqueViolation } from '@docket/db/errors';
import { prepare } from '@docket/db/statement';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { oweMail } from '../mail/owe-mail.ts';
import { voidResets } from '../mail/void-resets.ts';
import { hashToken } from '../session/token.ts';
import { hasConfirmed } from './confirmed-address.ts';
import { emailTaken } from './create-user.ts';

const TOKEN = /^ct_[A-Za-z0-9_-]{43}$/;

const knownStatement = prepare(
  'confirm_known',
  `SELECT m.user_id, m.address, m.expires_at FROM account_mails m WHERE m.token_hash = $1 AND m.kind = 'confirm'`,
);
const lockStatement = prepare(
  'confirm_lock',
  `SELECT u.username::text, u.email::text, ${hasConfirmed('u')} AS confirmed, u.pending_email::text FROM users u WHERE u.id = $1 AND u.disabled_at IS NULL FOR UPDATE`,
).rows<{ username: string; email: string; confirmed: boolean; pending_email: string | null }>();
const setStatement = prepare(
  'confirm_email',
  'UPDATE users SET email = $2::citext, email_confirmed_at = $3, pending_email = NULL WHERE id = $1',
);
const usedStatement = prepare('confirm_used', 'UPDATE account_mails SET used_at = $2 WHERE token_hash = $1');
const waitsStatement = prepare(
  'confirm_waits',
  `SELECT coalesce(u.pending_email, CASE WHEN NOT (${hasConfirmed('u')}) THEN u.email END)::text AS address
     FROM users u WHERE u.id = $1 AND u.disabled_at IS NULL`,
);
const dropStatement = prepare('pending_email_drop', 'UPDATE users SET pending_email = NULL WHERE id = $1');

/**
 * Confirms an address with the token of a mail that was sent there; the same link again changes nothing. Where it takes the place of another
 * address, that one is told, and links to reset the password that went there are void.
 * @throws DocketError `confirm_invalid`; `email_taken` where another account has confirmed the address meanwhile
 */
export async function confirmEmail(ctx: Ctx, input: { readonly token: string }): Promise<RouteResponse<typeof route>> {
  const hash = hashToken(input.token);
  const [known] = TOKEN.test(input.token) ? await knownStatement(ctx.db.pool, [hash]) : [];
  if (known === undefined || known.user_id === null || known.address === null) throw invalid();
  const { user_id: userId, address, expires_at: expires } = known;
  try {
    return await change(ctx, async (tx) => {
      const at = ctx.clock.now();
      const [user] = await lockStatement(tx.client, [userId]);
      if (user === undefined) throw invalid();
      const is = (other: string | null): boolean => other?.toLowerCase() === address.toLowerCase();
      const moves = is(user.pending_email);
      if (!moves && !is(user.email)) throw invalid();
      if (moves || !user.confirmed) {
        if (expires === null || expires <= at) throw invalid();
        if (moves) {
          await voidResets(tx, { userId, at });
          await oweMail(tx, { userId, kind: 'email', address: user.email });
        }
        await setStatement(tx.client, [userId, moves ? address : user.email, at]);
        await usedStatement(tx.client, [hash, at]);
      }
      return { username: user.username, email: address };
    });
  } catch (error) {
    if (isUniqueViolation(error, 'users_email_confirmed')) throw emailTaken();
    throw error;
  }
}

/**
 * Has the link sent once more to the caller's address that is still to be confirmed; nothing where there is none.
 * @throws DocketError `unauthenticated`
 */
export async function sendConfirmation(ctx: Ctx): Promise<void> {
  const { userId } = requireUser(ctx);
  await change(ctx, async (tx) => {
    const [waits] = await waitsStatement(tx.client, [userId]);
    if (waits?.address != null) await oweMail(tx, { userId, kind: 'confirm', address: waits.address });
  });
}

/** Calls off a change of the caller's address that waits to be confirmed. @throws DocketError `unauthenticated` */
export async function keepEmail(ctx: Ctx): Promise<void> {
  await dropStatement(ctx.db.pool, [requireUser(ctx).userId]);
}

function invalid(): DocketError {
  return new DocketError(
    'confirm_invalid',
    'The link is too old, or the account has another address by now. Have a new one sent on your account page.',
  );
}
