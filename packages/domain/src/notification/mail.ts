import {
  composeNotification,
  notificationKinds,
  type NotificationKindName,
} from '@docket/contracts/notification/kinds';
import { prepare } from '@docket/db/statement';
import type { PublicUrlSettings } from '@docket/runtime/settings/mail';
import type { Mailer } from '../identity/mail/mailer.ts';
import { hasConfirmed } from '../identity/user/confirmed-address.ts';
import type { CtxWith } from '../spine/ctx.ts';
import { plainWords } from './words.ts';

const readStatement = prepare(
  'notification_to_mail',
  `SELECT n.kind, n.data, u.username::text AS username, u.email::text AS email, p.mail
     FROM notifications n JOIN users u ON u.id = n.user_id LEFT JOIN notification_preferences p ON p.user_id = n.user_id AND p.kind = n.kind
    WHERE n.id = $1 AND n.mailed_at IS NULL AND u.disabled_at IS NULL AND ${hasConfirmed('u')}`,
).rows<{ kind: string; data: unknown; username: string; email: string; mail: boolean | null }>();
const mailedStatement = prepare(
  'notification_mailed',
  'UPDATE notifications SET mailed_at = clock_timestamp() WHERE id = $1 AND mailed_at IS NULL',
);

/**
 * Sends a notification by mail to whoever wants that; one that was sent is done. Sent twice only if this process ends between the mail and the mark.
 * @throws what the mailer throws
 */
export async function mailNotification(
  ctx: CtxWith<PublicUrlSettings>,
  input: { readonly notificationId: string },
  mailer: Mailer,
): Promise<void> {
  const [row] = await readStatement(ctx.db.pool, [input.notificationId]);
  if (row === undefined || !(row.mail ?? defaultOf(row.kind))) return;
  const said = composeNotification(row.kind, row.data, plainWords);
  if (said === undefined) return;
  const text = [
    `Hello ${row.username},`,
    said.text,
    `${ctx.settings.PUBLIC_URL}${said.link}`,
    `You get this mail because of what you did on Docket. What is mailed to you you can choose at ${ctx.settings.PUBLIC_URL}/account.`,
  ].join('\n\n');
  await mailer.send({ to: row.email, subject: said.title, text: `${text}\n` });
  await mailedStatement(ctx.db.pool, [input.notificationId]);
}

function defaultOf(kind: string): boolean {
  return Object.hasOwn(notificationKinds, kind) && notificationKinds[kind as NotificationKindName].mail;
}
