import { createHmac } from 'node:crypto';
import { errors, jwtVerify, SignJWT, type JWTPayload } from 'jose';
import { DocketError } from '@docket/contracts/errors';
import type { SecretValues } from '@docket/runtime/settings/secrets';
import type { Pool, PoolClient } from '@docket/db/pool';
import { prepare } from '@docket/db/statement';
import { requireUser, type Ctx } from '../spine/ctx.ts';

const TYPE = 'room-pass+jwt';

/** What a pass is about. */
export type PassClaims = {
  readonly showId: string;
  readonly userId: string;
  readonly entrantId: string;
  readonly deadline: Date;
};

/** Signs passes: one secret, or all that are good, newest first. The newest signs, all verify. */
export type PassSecret = string | SecretValues;

function valuesOf(secret: PassSecret): SecretValues {
  return typeof secret === 'string' ? [secret] : secret;
}

/** A key for passes alone, so that where the secret is the one of 0.1 no other token of ours can pass for a pass, nor the other way. */
function keyOf(secret: string): Uint8Array {
  return createHmac('sha256', secret).update('docket room pass').digest();
}

/** A JWT (HS256) bound to user (`sub`), show (`aud`), entry (`jti`) and deadline (`exp`). */
export function signPass(claims: PassClaims, secret: PassSecret): Promise<string> {
  return new SignJWT()
    .setProtectedHeader({ alg: 'HS256', typ: TYPE })
    .setSubject(claims.userId)
    .setAudience(claims.showId)
    .setJti(claims.entrantId)
    .setExpirationTime(Math.ceil(claims.deadline.getTime() / 1_000))
    .sign(keyOf(valuesOf(secret)[0]));
}

const insideStatement = prepare(
  'room_pass_inside',
  `SELECT EXISTS (SELECT FROM room_entries
     WHERE id = $1 AND show_id = $2 AND user_id = $3 AND status = 'ADMITTED' AND deadline > clock_timestamp()) AS inside`,
).rows<{ inside: boolean }>();

function invalid(): DocketError {
  return new DocketError(
    'pass_invalid',
    'This pass was not issued to you for this show. GET /shows/:id/room gives yours.',
  );
}

function expired(): DocketError {
  return new DocketError(
    'pass_expired',
    'This pass is past its time or was given up. Join the waiting room again for a new one.',
  );
}

/**
 * Whether the caller may book the show now. The signature keeps forgeries from the database; the entry's row says whether the
 * pass was given up or used up before its time.
 * @throws DocketError unauthenticated, pass_required, pass_invalid, pass_expired
 */
export async function checkPass(
  ctx: Ctx,
  on: Pool | PoolClient,
  input: { readonly showId: string; readonly pass: string | undefined; readonly secret: PassSecret },
): Promise<void> {
  const user = requireUser(ctx);
  if (input.pass === undefined)
    throw new DocketError(
      'pass_required',
      'This show is sold through its waiting room: POST /shows/:id/room, wait to be let in, and send the pass.',
    );
  const entrantId = await readPass(ctx, { ...input, pass: input.pass, userId: user.userId });
  const [row] = await insideStatement(on, [entrantId, input.showId, user.userId]);
  if (row?.inside !== true) throw expired();
}

/** What is in it, by whichever of the secrets signed it. @throws JOSEError */
async function verifyWithAny(
  secrets: SecretValues,
  verify: (secret: string) => Promise<{ readonly payload: JWTPayload }>,
): Promise<JWTPayload> {
  let failure: unknown;
  for (const secret of secrets) {
    try {
      return (await verify(secret)).payload;
    } catch (error) {
      failure = error;
      // Whatever else is wrong, this secret signed it.
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error;
    }
  }
  throw failure;
}

async function readPass(
  ctx: Ctx,
  input: { readonly showId: string; readonly userId: string; readonly pass: string; readonly secret: PassSecret },
): Promise<string> {
  try {
    const payload = await verifyWithAny(valuesOf(input.secret), (secret) =>
      jwtVerify(input.pass, keyOf(secret), {
        algorithms: ['HS256'],
        typ: TYPE,
        subject: input.userId,
        audience: input.showId,
        currentDate: ctx.clock.now(),
        requiredClaims: ['exp', 'jti'],
      }),
    );
    if (payload.jti === undefined) throw invalid();
    return payload.jti;
  } catch (error) {
    // jose looks at subject and audience before the expiry, so an old pass of somebody else's is invalid, not expired.
    if (error instanceof errors.JWTExpired) throw expired();
    if (error instanceof errors.JOSEError) throw invalid();
    throw error;
  }
}
