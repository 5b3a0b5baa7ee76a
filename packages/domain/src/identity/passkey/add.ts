import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server';
import { DocketError } from '@docket/contracts/errors';
import {
  PASSKEYS_MAX,
  type addPasskey as route,
  type askToAddPasskey as askRoute,
  type Passkey,
} from '@docket/contracts/http/sign-in';
import type { RouteBody, RouteResponse } from '@docket/contracts/http/route';
import { isUniqueViolation } from '@docket/db/errors';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import type { SignInSettings } from '@docket/runtime/settings/sign-in';
import { requireUser, type CtxWith } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { oweMail } from '../mail/owe-mail.ts';
import { confirmPassword, requireConfirmed } from '../user/confirm-password.ts';
import { refuseCertificates } from './attestation.ts';
import { keepChallenge, requirePasskeys, takeChallenge } from './challenge.ts';
import { asRegistration, refused, transportsOf } from './forms.ts';
import { passkeyNameTaken } from './manage.ts';
import { passkeyOf } from './row.ts';

/** Ed25519, ECDSA with P-256 and RSA (COSE): what authenticators make. */
const ALGORITHMS = [-8, -7, -257];

const heldStatement = prepare(
  'passkeys_held',
  'SELECT credential_id, transports FROM passkeys WHERE user_id = $1 ORDER BY id',
).rows<{ transports: string[] }>();
const insertStatement = prepare(
  'passkey_insert',
  `INSERT INTO passkeys (id, user_id, name, credential_id, public_key, counter, transports, backup_eligible, backed_up, created_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7::text[], $8, $9, $10) RETURNING id, name, backed_up, created_at, used_at`,
);

/**
 * What a new passkey of the caller's is to sign. It is asked to be one that logs in by itself, and to know its person.
 * @throws DocketError `unauthenticated`, `confirmation_needed`, `passkeys_off`, `passkeys_full`
 */
export async function askToAddPasskey(ctx: CtxWith<SignInSettings>): Promise<RouteResponse<typeof askRoute>> {
  const user = requireUser(ctx);
  const { rpId } = requirePasskeys(ctx);
  await confirmPassword(ctx, undefined);
  const held = await heldStatement(ctx.db.pool, [user.userId]);
  if (held.length >= PASSKEYS_MAX) throw full();
  const options = await generateRegistrationOptions({
    rpName: 'Docket',
    rpID: rpId,
    userName: user.username,
    userDisplayName: user.username,
    // The account's id, which says nothing of its person (WebAuthn Level 3, 14.6.1).
    userID: new Uint8Array(Buffer.from(user.userId.replaceAll('-', ''), 'hex')),
    attestationType: 'none',
    excludeCredentials: held.map((row) => ({
      id: row.credential_id.toString('base64url'),
      transports: transportsOf(row.transports),
    })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: ALGORITHMS,
  });
  const challengeId = await keepChallenge(ctx, 'add', user.sessionId, options.challenge);
  return { challengeId, options: { ...options } };
}

/**
 * Adds a passkey to the caller's account, which a mail says.
 * @throws DocketError `unauthenticated`, `confirmation_needed`, `passkeys_off`, `passkeys_full`, `challenge_gone`, `passkey_refused`,
 *   `passkey_taken`, `passkey_name_taken`
 */
export async function addPasskey(
  ctx: CtxWith<SignInSettings>,
  input: RouteBody<typeof route>,
): Promise<RouteResponse<typeof route>> {
  const { userId, sessionId } = requireUser(ctx);
  const { rpId, origins } = requirePasskeys(ctx);
  const expectedChallenge = await takeChallenge(ctx, 'add', sessionId, input.challengeId);
  const verified = async () => {
    refuseCertificates(input.response.response.attestationObject);
    return verifyRegistrationResponse({
      response: asRegistration(input.response),
      expectedChallenge,
      expectedOrigin: [...origins],
      expectedRPID: rpId,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    });
  };
  const { registrationInfo: made } = await verified().catch((error: unknown) => {
    throw refused(error);
  });
  if (made === undefined) throw refused();
  const { credential } = made;
  try {
    return await change(ctx, async (tx): Promise<Passkey> => {
      // Locks the account, so that the count holds.
      await requireConfirmed(ctx, tx);
      if ((await heldStatement(tx.client, [userId])).length >= PASSKEYS_MAX) throw full();
      const [row] = await insertStatement(tx.client, [
        newId(),
        userId,
        input.name,
        Buffer.from(credential.id, 'base64url'),
        Buffer.from(credential.publicKey),
        BigInt(credential.counter),
        transportsOf(credential.transports ?? []),
        made.credentialDeviceType === 'multiDevice',
        made.credentialBackedUp,
        ctx.clock.now(),
      ]);
      if (row === undefined) throw new Error('the passkey was not written');
      await oweMail(tx, { userId, kind: 'passkey_added' });
      return passkeyOf(row);
    });
  } catch (error) {
    if (isUniqueViolation(error, 'passkeys_name')) throw passkeyNameTaken(error);
    if (isUniqueViolation(error, 'passkeys_credential_id_key'))
      throw new DocketError('passkey_taken', 'This passkey is there already.', { cause: error });
    throw error;
  }
}

function full(): DocketError {
  return new DocketError(
    'passkeys_full',
    `You have ${PASSKEYS_MAX} passkeys, which is as many as one may have. Remove one first.`,
  );
}
