import { DocketError } from '@docket/contracts/errors';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import type { PasskeySettings, SignInSettings } from '@docket/runtime/settings/sign-in';
import type { Ctx, CtxWith } from '../../spine/ctx.ts';

/** So long a challenge may be answered. A page that offers passkeys while it waits asks for another before. */
const CHALLENGE_MINUTES = 10;

export type ChallengeKind = 'add' | 'login' | 'confirm';

const writeStatement = prepare(
  'passkey_challenge_write',
  'INSERT INTO passkey_challenges (id, kind, challenge, session_id, expires_at) VALUES ($1, $2, $3, $4, $5)',
);
const takeStatement = prepare(
  'passkey_challenge_take',
  `DELETE FROM passkey_challenges WHERE id = $1 AND kind = $2 AND session_id IS NOT DISTINCT FROM $3::uuid RETURNING challenge, expires_at`,
);
// Most are never answered; whoever asks for one clears some of those away.
const forgetStatement = prepare(
  'passkey_challenges_forget',
  'DELETE FROM passkey_challenges WHERE id IN (SELECT id FROM passkey_challenges WHERE expires_at < $1 ORDER BY expires_at LIMIT 20 FOR UPDATE SKIP LOCKED)',
);

/** For what passkeys are made here. @throws DocketError `passkeys_off` */
export function requirePasskeys({ settings }: CtxWith<SignInSettings>): PasskeySettings {
  if (settings.passkeys === undefined)
    throw new DocketError('passkeys_off', 'This installation has no address that browsers make passkeys for.');
  return settings.passkeys;
}

/** Keeps a challenge until it is answered. @param sessionId of who adds or confirms; null for a login. @returns its id */
export async function keepChallenge(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  kind: ChallengeKind,
  sessionId: string | null,
  challenge: string,
): Promise<string> {
  const now = ctx.clock.now();
  await forgetStatement(ctx.db.pool, [now]);
  const challengeId = newId();
  const expiresAt = new Date(now.getTime() + CHALLENGE_MINUTES * 60_000);
  await writeStatement(ctx.db.pool, [challengeId, kind, challenge, sessionId, expiresAt]);
  return challengeId;
}

/**
 * Takes a challenge to look at its answer: it is gone then, whatever comes of that, so that no answer is looked at twice.
 * @throws DocketError `challenge_gone`, also for one of another kind or of another session
 */
export async function takeChallenge(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  kind: ChallengeKind,
  sessionId: string | null,
  challengeId: string,
): Promise<string> {
  const [row] = await takeStatement(ctx.db.pool, [challengeId, kind, sessionId]);
  if (row === undefined || row.expires_at <= ctx.clock.now())
    throw new DocketError('challenge_gone', 'That took too long, or was done already. Try again.');
  return row.challenge;
}
