import { generateAuthenticationOptions, verifyAuthenticationResponse } from '@simplewebauthn/server';
import { DocketError } from '@docket/contracts/errors';
import type { askToLogin as askRoute, PasskeyAssertion } from '@docket/contracts/http/sign-in';
import type { RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import type { SignInSettings } from '@docket/runtime/settings/sign-in';
import type { CtxWith } from '../../spine/ctx.ts';
import type { Tx } from '../../spine/emit.ts';
import { keepChallenge, requirePasskeys, takeChallenge, type ChallengeKind } from './challenge.ts';
import { asAssertion, refused, transportsOf } from './forms.ts';

const findStatement = prepare(
  'passkey_by_credential',
  'SELECT id, user_id, public_key, counter, transports FROM passkeys WHERE credential_id = $1',
).rows<{ transports: string[] }>();
const ownStatement = prepare(
  'passkeys_to_confirm',
  'SELECT credential_id, transports FROM passkeys WHERE user_id = $1 ORDER BY id',
).rows<{ transports: string[] }>();
const lockStatement = prepare('passkey_owner_lock', 'SELECT disabled_at FROM users WHERE id = $1 FOR SHARE');
const useStatement = prepare(
  'passkey_use',
  // Of two answers with one count, one is a copy's; authenticators that do not count stay at 0.
  `UPDATE passkeys SET counter = $2, backed_up = $3, used_at = $4
    WHERE id = $1 AND (counter < $2 OR (counter = 0 AND $2 = 0)) RETURNING id`,
);

/** A passkey that has answered, for `usePasskey` in the transaction that rests on it. */
export type Answered = {
  readonly passkeyId: string;
  readonly userId: string;
  readonly counter: number;
  readonly backedUp: boolean;
};

/**
 * What a passkey is to sign: any of this site for a login, one of the caller's to confirm.
 * @throws DocketError `passkeys_off`
 */
export async function askPasskey(
  ctx: CtxWith<SignInSettings>,
  kind: Exclude<ChallengeKind, 'add'>,
  caller: { readonly userId: string; readonly sessionId: string } | undefined,
): Promise<RouteResponse<typeof askRoute>> {
  const { rpId } = requirePasskeys(ctx);
  const own = caller === undefined ? [] : await ownStatement(ctx.db.pool, [caller.userId]);
  const options = await generateAuthenticationOptions({
    rpID: rpId,
    userVerification: 'required',
    allowCredentials: own.map((row) => ({
      id: row.credential_id.toString('base64url'),
      transports: transportsOf(row.transports),
    })),
  });
  const challengeId = await keepChallenge(ctx, kind, caller?.sessionId ?? null, options.challenge);
  return { challengeId, options: { ...options } };
}

/**
 * Makes sure that a passkey of this site has signed the challenge, here and by its person (WebAuthn Level 3, 7.2).
 * @throws DocketError `passkeys_off`, `challenge_gone`, `passkey_unknown`, `passkey_refused`
 */
export async function checkPasskey(
  ctx: CtxWith<SignInSettings>,
  kind: Exclude<ChallengeKind, 'add'>,
  sessionId: string | null,
  input: { readonly challengeId: string; readonly response: PasskeyAssertion },
): Promise<Answered> {
  const { rpId, origins } = requirePasskeys(ctx);
  const expectedChallenge = await takeChallenge(ctx, kind, sessionId, input.challengeId);
  const { response } = input;
  const [row] = await findStatement(ctx.db.pool, [Buffer.from(response.id, 'base64url')]);
  if (row === undefined)
    throw new DocketError(
      'passkey_unknown',
      'Nobody here has this passkey. It may have been removed from the account.',
    );
  // Whose it is says the passkey as well: a credential that was moved to another account is not taken.
  const handle = response.response.userHandle;
  if (handle != null && handle !== Buffer.from(row.user_id.replaceAll('-', ''), 'hex').toString('base64url'))
    throw refused();
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: asAssertion(response),
    expectedChallenge,
    expectedOrigin: [...origins],
    expectedRPID: rpId,
    requireUserVerification: true,
    credential: {
      id: response.id,
      publicKey: new Uint8Array(row.public_key),
      counter: Number(row.counter),
      transports: transportsOf(row.transports),
    },
  }).catch((error: unknown) => {
    throw refused(error);
  });
  if (!verified) throw refused();
  const { newCounter: counter, credentialBackedUp: backedUp } = authenticationInfo;
  return { passkeyId: row.id, userId: row.user_id, counter, backedUp };
}

/**
 * Notes that a passkey was used, in the transaction that rests on it. The account is locked first, as by who takes a passkey away.
 * @returns whether its account is open
 * @throws DocketError `passkey_refused` where it has been used or removed meanwhile
 */
export async function usePasskey(ctx: CtxWith<SignInSettings>, tx: Tx, used: Answered): Promise<boolean> {
  const [user] = await lockStatement(tx.client, [used.userId]);
  const rows = await useStatement(tx.client, [used.passkeyId, BigInt(used.counter), used.backedUp, ctx.clock.now()]);
  if (rows.length === 0) throw refused();
  return user?.disabled_at === null;
}
