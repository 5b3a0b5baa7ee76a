import { composeNotification, type NotificationText } from '@docket/contracts/notification/kinds';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { plainWords } from '../words.ts';
import type { PushMessage, PushOutcome, PushSender } from './sender.ts';

/** What nobody could be told within a day is no news, and waits in the app. */
const TTL_SECONDS = 86_400;
/** A message has 3993 bytes; the rest of it are names and ids. */
const TEXT_BYTES = 2_400;
const TITLE_BYTES = 600;

const readStatement = prepare(
  'notification_to_push',
  `SELECT n.kind, n.data, d.id AS device_id, d.endpoint, d.p256dh, d.auth
     FROM notifications n JOIN users u ON u.id = n.user_id JOIN push_devices d ON d.user_id = n.user_id JOIN sessions s ON s.id = d.session_id
    WHERE n.id = $1 AND n.read_at IS NULL AND n.created_at > clock_timestamp() - make_interval(secs => $3) AND u.disabled_at IS NULL
      AND s.revoked_at IS NULL AND s.expires_at > clock_timestamp() AND d.server_key = $2 AND d.id <> ALL (coalesce(n.pushed_to, '{}'))`,
).rows<{ kind: string; data: unknown }>();
const pushedStatement = prepare(
  'notification_pushed',
  `WITH device AS (UPDATE push_devices SET pushed_at = date_trunc('milliseconds', clock_timestamp()) WHERE id = $2)
   UPDATE notifications n SET pushed_to = array_append(coalesce(n.pushed_to, '{}'), $2::uuid)
    WHERE n.id = $1 AND $2 <> ALL (coalesce(n.pushed_to, '{}'))`,
);
const goneStatement = prepare('push_device_gone', 'DELETE FROM push_devices WHERE id = $1 AND endpoint = $2');

type Target = Awaited<ReturnType<typeof readStatement>>[number];

/** As much of it as fits, without half of a letter. */
function cut(text: string, bytes: number): string {
  const whole = Buffer.from(text);
  if (whole.length <= bytes) return text;
  return `${whole
    .subarray(0, bytes)
    .toString('utf8')
    .replace(/\uFFFD+$/, '')}…`;
}

function messageOf(notificationId: string, said: NotificationText): PushMessage {
  return {
    text: JSON.stringify({
      v: 1,
      notificationId,
      title: cut(said.title, TITLE_BYTES),
      text: cut(said.text, TEXT_BYTES),
      link: said.link,
    }),
    topic: Buffer.from(notificationId.replaceAll('-', ''), 'hex').toString('base64url'),
    ttlSeconds: TTL_SECONDS,
  };
}

/**
 * Pushes a notification to its owner's devices that it has not reached: those turned on by a login that still lives, and with the sender's key. One that
 * is read already is left alone, and so is one that is a day old. Shown twice on no device: what is sent again, because this process ended between
 * sending and noting it, has the same topic and replaces the first.
 * @returns seconds after which a push service wants to be asked again; undefined when nothing is left @throws what the sender throws, after the other
 * devices have had theirs
 */
export async function pushNotification(
  ctx: Ctx,
  { notificationId }: { readonly notificationId: string },
  sender: PushSender,
): Promise<number | undefined> {
  const targets = await readStatement(ctx.db.pool, [notificationId, sender.serverKey, TTL_SECONDS]);
  const [first] = targets;
  const said = first === undefined ? undefined : composeNotification(first.kind, first.data, plainWords);
  if (said === undefined) return undefined;
  const message = messageOf(notificationId, said);
  const outcomes = await Promise.allSettled(
    targets.map(async (target) => settle(ctx, notificationId, target, await sender.send(target, message))),
  );
  let later: number | undefined;
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') throw outcome.reason;
    if (outcome.value.kind === 'later') later = Math.max(later ?? 0, outcome.value.seconds);
  }
  return later;
}

async function settle(ctx: Ctx, notificationId: string, target: Target, outcome: PushOutcome): Promise<PushOutcome> {
  if (outcome.kind === 'sent') await pushedStatement(ctx.db.pool, [notificationId, target.device_id]);
  if (outcome.kind === 'gone') await goneStatement(ctx.db.pool, [target.device_id, target.endpoint]);
  return outcome;
}
