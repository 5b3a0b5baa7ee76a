import { DocketError } from '@docket/contracts/errors';
import { prepare } from '@docket/db/statement';
import { changeAccess } from '../identity/session/change-access.ts';
import type { UserReactions } from '../identity/user/reactions.ts';
import { keepAnAdmin } from '../identity/user/keep-an-admin.ts';
import { confirmPassword, stillConfirmed } from '../identity/user/confirm-password.ts';
import { forgetWaysIn } from '../identity/user/ways-in.ts';
import { forgetInContests } from '../contest/people/forget.ts';
import { forgetInCourses } from '../course/roster/forget.ts';
import { forgetRunsOf } from '../judge/run/forget.ts';
import { cancelSubmissionsOf } from '../judge/submission/cancel-all.ts';
import { forgetNotifications } from '../notification/forget.ts';
import { forgetInPractice } from '../practice/forget.ts';
import { countTripsToCome } from '../trip/count-to-come.ts';
import { forgetStays } from '../front-desk/forget.ts';
import { forgetTrips } from '../trip/forget.ts';
import { requireUser, type Ctx } from '../spine/ctx.ts';

const ticketsStatement = prepare(
  'account_upcoming_tickets',
  `SELECT count(*)::int AS tickets FROM tickets t JOIN shows s ON s.id = t.show_id
    WHERE t.user_id = $1 AND t.voided_at IS NULL AND s.status <> 'CANCELLED' AND s.ends_at > $2`,
).rows<{ tickets: number }>();
// Locked, so that nothing comes in or goes out meanwhile; of what is reserved, some may come back.
const moneyStatement = prepare(
  'account_money',
  `SELECT a.currency FROM ledger_accounts a WHERE a.role = 'customer_wallet' AND a.owner = $1 AND a.credits_posted <> a.debits_posted ORDER BY a.id FOR UPDATE`,
);
const eraseStatement = prepare(
  'account_erase',
  `UPDATE users SET username = $2::citext, email = $3::citext, email_confirmed_at = NULL, pending_email = NULL, phone = NULL, password_hash = '!', disabled_at = $4, deleted_at = $4, role = 'user'
    WHERE id = $1 AND deleted_at IS NULL RETURNING id`,
);

/**
 * Deletes the caller's account for good. Name, address, phone number, password, sessions, drafts, runs, notes, lists and what was said in discussions go. Submissions stay without a name, because verdicts
 * and figures of problems rest on them; bookings, tickets and trips stay as rows without a name, for the books and for the door. What is open is given up with it.
 * @param input.keepTickets needed where there are tickets for shows or trips to come
 * @throws DocketError `unauthenticated`, `wrong_password`, `confirmation_needed`, `account_has_tickets`, `account_has_money`, `last_admin`, `unavailable`
 */
export async function deleteAccount(
  ctx: Ctx,
  input: { readonly password?: string | undefined; readonly keepTickets: boolean },
  reactions: UserReactions,
): Promise<void> {
  const user = requireUser(ctx);
  const confirmed = await confirmPassword(ctx, input.password);
  const [upcoming] = await ticketsStatement(ctx.db.pool, [user.userId, ctx.clock.now()]);
  const tickets = upcoming?.tickets ?? 0;
  const trips = await countTripsToCome(ctx, user.userId);
  if (trips > 0 && !input.keepTickets)
    throw new DocketError(
      'account_has_tickets',
      `You have ${trips === 1 ? 'a trip' : `${trips} trips`} to come. Note the booking ${trips === 1 ? 'reference' : 'references'} first, then say that ${trips === 1 ? 'it is' : 'they are'} to stay good: nobody could give ${trips === 1 ? 'it' : 'them'} back afterwards.`,
    );
  if (tickets > 0 && !input.keepTickets)
    throw new DocketError(
      'account_has_tickets',
      `You have ${tickets === 1 ? 'a ticket for a show' : `${tickets} tickets for shows`} to come. Save or print ${tickets === 1 ? 'it' : 'them'} first, then say that ${tickets === 1 ? 'it is' : 'they are'} to stay good at the door.`,
    );
  await changeAccess(ctx, async (tx) => {
    const { client, endSessions } = tx;
    const at = ctx.clock.now();
    if (user.role === 'admin') await keepAnAdmin(tx, user.userId);
    // After the admins, whose rows are locked in one order.
    await stillConfirmed(ctx, tx, confirmed);
    await forgetInContests(tx, user.userId);
    await forgetInCourses(tx, user.userId);
    const gone = `deleted-${user.userId.replaceAll('-', '').slice(-20)}`;
    if ((await eraseStatement(client, [user.userId, gone, `${gone}@deleted.invalid`, at])).length === 0) return;
    await endSessions({ userId: user.userId });
    // As of an account that is closed: seats that are held and places in lines go to others, in this transaction or not at all.
    await reactions.users.disabled(tx, user.userId);
    await cancelSubmissionsOf(tx, user.userId);
    // Where and with what somebody logged in is theirs, and nothing rests on it.
    await client.query('UPDATE sessions SET user_agent = NULL, address = NULL WHERE user_id = $1', [user.userId]);
    // With the calls they asked for.
    await client.query('DELETE FROM api_tokens WHERE user_id = $1', [user.userId]);
    await forgetWaysIn(tx, user.userId);
    // Those of an attempt under way.
    await client.query(
      'DELETE FROM passkey_challenges WHERE session_id IN (SELECT id FROM sessions WHERE user_id = $1)',
      [user.userId],
    );
    await client.query(
      'DELETE FROM provider_attempts WHERE session_id IN (SELECT id FROM sessions WHERE user_id = $1)',
      [user.userId],
    );
    await forgetRunsOf(tx, user.userId);
    await forgetStays(tx, user.userId);
    await forgetTrips(tx, user.userId);
    await client.query('DELETE FROM drafts WHERE user_id = $1', [user.userId]);
    await forgetInPractice(ctx, tx, user.userId);
    await forgetNotifications(tx, user.userId);
    await client.query('DELETE FROM account_mails WHERE user_id = $1', [user.userId]);
    await client.query('DELETE FROM idempotency_keys WHERE owner_id = $1', [user.userId]);
    // Last, as accounts of the ledger are locked everywhere.
    const money = await moneyStatement(client, [user.userId]);
    if (money.length > 0)
      throw new DocketError(
        'account_has_money',
        `There is money in your wallet (${money.map(({ currency }) => currency).join(', ')}). Withdraw it first: nobody could pay it out to you afterwards.`,
      );
  });
  ctx.log.info({ userId: user.userId }, 'account deleted');
}
