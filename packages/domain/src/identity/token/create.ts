import { randomBytes } from 'node:crypto';
import { DocketError } from '@docket/contracts/errors';
import { API_TOKENS_MAX, type createApiToken as contract } from '@docket/contracts/http/api-token';
import type { RouteBody, RouteResponse } from '@docket/contracts/http/route';
import { isUniqueViolation } from '@docket/db/errors';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { hashToken } from '../session/token.ts';
import { confirmPassword, stillConfirmed } from '../user/confirm-password.ts';

/** Of a token its owner sees the prefix and four letters again. */
const HINT_LENGTH = 8;

const endExpiredStatement = prepare(
  'api_tokens_expired',
  'UPDATE api_tokens SET revoked_at = expires_at WHERE user_id = $1 AND revoked_at IS NULL AND expires_at <= $2',
);
const countStatement = prepare(
  'api_tokens_count',
  'SELECT count(*)::int AS tokens FROM api_tokens WHERE user_id = $1 AND revoked_at IS NULL',
).rows<{ tokens: number }>();
const insertStatement = prepare(
  'api_token_insert',
  `INSERT INTO api_tokens (id, user_id, name, token_hash, hint, scopes, created_at, expires_at)
   VALUES ($1, $2, $3, $4, $5, $6::text[], $7, $8)`,
);

/**
 * Makes a token for a program of the caller's, who confirms it with their password. The token is told once; its hash is kept.
 * @throws DocketError `unauthenticated`, `wrong_password`, `confirmation_needed`, `api_token_taken`, `api_tokens_full`, `unavailable`
 */
export async function createApiToken(
  ctx: Ctx,
  input: RouteBody<typeof contract>,
): Promise<RouteResponse<typeof contract>> {
  const { userId } = requireUser(ctx);
  const confirmed = await confirmPassword(ctx, input.password);
  const token = `dkp_${randomBytes(32).toString('base64url')}`;
  const tokenId = newId();
  const { name, scopes } = input;
  const hint = token.slice(0, HINT_LENGTH);
  const now = ctx.clock.now();
  const expiresAt = new Date(now.getTime() + input.expiresInDays * 86_400_000);
  try {
    await change(ctx, async (tx) => {
      // Locks the account, so that the count holds.
      await stillConfirmed(ctx, tx, confirmed);
      await endExpiredStatement(tx.client, [userId, now]);
      const [row] = await countStatement(tx.client, [userId]);
      if ((row?.tokens ?? 0) >= API_TOKENS_MAX)
        throw new DocketError(
          'api_tokens_full',
          `You have ${API_TOKENS_MAX} tokens, which is as many as one may have. Revoke one.`,
        );
      await insertStatement(tx.client, [tokenId, userId, name, hashToken(token), hint, scopes, now, expiresAt]);
    });
  } catch (error) {
    if (!isUniqueViolation(error, 'api_tokens_name')) throw error;
    throw new DocketError('api_token_taken', 'You have a token of this name; give this one another.', {
      fields: [{ path: 'body.name', message: 'another of your tokens has it' }],
      cause: error,
    });
  }
  const dates = { createdAt: now.toISOString(), expiresAt: expiresAt.toISOString(), seenAt: null };
  return { tokenId, token, name, hint, scopes, ...dates };
}
