import { randomBytes } from 'node:crypto';
import { prepare } from '@docket/db/statement';
import type { PublicUrlSettings } from '@docket/runtime/settings/mail';
import type { CtxWith } from '../../spine/ctx.ts';
import { hashToken } from '../session/token.ts';
import { composeMail } from './compose-mail.ts';
import type { Mailer } from './mailer.ts';
import { RESET_MINUTES, type AccountMailKind } from './owe-mail.ts';

const readStatement = prepare(
  'account_mail_read',
  `SELECT m.kind, m.used_at, m.sent_at, u.username::text, coalesce(m.address, u.email::text) AS address
     FROM account_mails m JOIN users u ON u.id = m.user_id WHERE m.id = $1 AND u.disabled_at IS NULL`,
).rows<{ kind: AccountMailKind; username: string; address: string }>();

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
 * Sends a mail that is owed; one that was sent, used or has nobody to go to is done. The token of a reset is made here and lives in the mail alone;
 * sent again, the token before is void.
 * @throws what the mailer throws
 */
export async function sendMail(
  ctx: CtxWith<PublicUrlSettings>,
  input: { readonly mailId: string },
  mailer: Mailer,
): Promise<void> {
  const now = ctx.clock.now();
  await forgetStatement(ctx.db.pool, [new Date(now.getTime() - 86_400_000)]);
  const [mail] = await readStatement(ctx.db.pool, [input.mailId]);
  if (mail === undefined || mail.sent_at !== null || mail.used_at !== null) return;
  const base = ctx.settings.PUBLIC_URL;
  let link = `${base}/account`;
  if (mail.kind === 'reset') {
    const token = `rt_${randomBytes(32).toString('base64url')}`;
    const expires = new Date(now.getTime() + RESET_MINUTES * 60_000);
    if ((await tokenStatement(ctx.db.pool, [input.mailId, hashToken(token), expires])).length === 0) return;
    // Behind #, so that it is in no server's log and in no Referer.
    link = `${base}/reset#${token}`;
  }
  await mailer.send({ to: mail.address, ...composeMail(mail.kind, { username: mail.username, link }) });
  await sentStatement(ctx.db.pool, [input.mailId, ctx.clock.now()]);
}
