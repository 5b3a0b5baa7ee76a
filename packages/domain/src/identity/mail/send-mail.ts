import { randomBytes } from 'node:crypto';
import { prepare } from '@docket/db/statement';
import type { PublicUrlSettings } from '@docket/runtime/settings/mail';
import type { CtxWith } from '../../spine/ctx.ts';
import { hashToken } from '../session/token.ts';
import { hasConfirmed } from '../user/confirmed-address.ts';
import { composeMail } from './compose-mail.ts';
import type { Mailer } from './mailer.ts';
import { CONFIRM_HOURS, RESET_MINUTES, type AccountMailKind } from './owe-mail.ts';

/** Links to confirm that one address gets in an hour, whoever names it: nobody's mailbox is filled by sign-ups. */
export const CONFIRMS_AN_HOUR = 5;

const readStatement = prepare(
  'account_mail_read',
  // What is said of an account goes to an address that is known to be its owner's.
  `SELECT m.kind, m.used_at, m.sent_at, u.username::text, coalesce(m.address, u.email::text) AS address
     FROM account_mails m JOIN users u ON u.id = m.user_id
    WHERE m.id = $1 AND u.disabled_at IS NULL
      AND (m.kind IN ('reset', 'confirm') OR m.address IS NOT NULL OR ${hasConfirmed('u')})`,
).rows<{ kind: AccountMailKind; username: string; address: string }>();

const ownerStatement = prepare(
  'account_of_address',
  `SELECT o.username::text, o.disabled_at FROM account_mails m JOIN users o ON o.email = m.address::citext
    WHERE m.id = $1 AND ${hasConfirmed('o')} AND o.id <> m.user_id`,
).rows<{ username: string }>();

const recentStatement = prepare(
  'account_mails_recent',
  `SELECT count(*)::int AS mails FROM account_mails WHERE kind = 'confirm' AND lower(address) = lower($1) AND sent_at > $2`,
).rows<{ mails: number }>();

const tokenStatement = prepare(
  'account_mail_token',
  'UPDATE account_mails SET token_hash = $2, expires_at = $3 WHERE id = $1 AND used_at IS NULL RETURNING id',
);

const sentStatement = prepare('account_mail_sent', 'UPDATE account_mails SET sent_at = $2 WHERE id = $1');

// Long past any use; whoever mails cleans up, and nobody waits for it.
const forgetStatement = prepare(
  'account_mails_forget',
  `DELETE FROM account_mails WHERE id IN (SELECT id FROM account_mails WHERE created_at < $1 ORDER BY created_at LIMIT 100)`,
);

/**
 * Sends a mail that is owed; one that was sent, used or has nobody to go to is done. The token of a link is made here and lives in the mail alone;
 * sent again, the token before is void.
 * @throws what the mailer throws
 */
export async function sendMail(
  ctx: CtxWith<PublicUrlSettings>,
  input: { readonly mailId: string },
  mailer: Mailer,
): Promise<void> {
  const now = ctx.clock.now();
  await forgetStatement(ctx.db.pool, [new Date(now.getTime() - 2 * CONFIRM_HOURS * 3_600_000)]);
  const [mail] = await readStatement(ctx.db.pool, [input.mailId]);
  if (mail === undefined || mail.sent_at !== null || mail.used_at !== null) return;
  const { username, address } = mail;
  const base = ctx.settings.PUBLIC_URL;
  const send = async (text: Parameters<typeof composeMail>): Promise<void> => {
    await mailer.send({ to: address, ...composeMail(...text) });
    await sentStatement(ctx.db.pool, [input.mailId, ctx.clock.now()]);
  };

  if (mail.kind === 'reset') {
    const token = await newToken(ctx, input.mailId, 'rt', RESET_MINUTES * 60_000);
    // Behind #, so that it is in no server's log and in no Referer.
    if (token !== undefined) await send(['reset', { username, link: `${base}/reset#${token}` }]);
  } else if (mail.kind === 'confirm') {
    const [recent] = await recentStatement(ctx.db.pool, [address, new Date(now.getTime() - 3_600_000)]);
    if ((recent?.mails ?? 0) >= CONFIRMS_AN_HOUR) {
      ctx.log.warn(
        { mailId: input.mailId },
        'an address is named again and again: no further link is sent there for a while',
      );
      return;
    }
    const [owner] = await ownerStatement(ctx.db.pool, [input.mailId]);
    if (owner === undefined) {
      const token = await newToken(ctx, input.mailId, 'ct', CONFIRM_HOURS * 3_600_000);
      if (token !== undefined) await send(['confirm', { username, link: `${base}/confirm#${token}` }]);
    } else if (owner.disabled_at === null) {
      await send(['taken', { username: owner.username, other: username, link: `${base}/login` }]);
    }
  } else {
    await send([mail.kind, { username, link: `${base}/account` }]);
  }
}

/** A token for a mail that is still of use; undefined for one that is not. */
async function newToken(
  ctx: CtxWith<PublicUrlSettings>,
  mailId: string,
  prefix: string,
  ms: number,
): Promise<string | undefined> {
  const token = `${prefix}_${randomBytes(32).toString('base64url')}`;
  const expires = new Date(ctx.clock.now().getTime() + ms);
  const kept = await tokenStatement(ctx.db.pool, [mailId, hashToken(token), expires]);
  return kept.length === 0 ? undefined : token;
}
