import { DocketError } from '@docket/contracts/errors';
import type { listApiTokens as contract } from '@docket/contracts/http/api-token';
import type { RouteResponse } from '@docket/contracts/http/route';
import type { ApiScope } from '@docket/contracts/scopes';
import { prepare } from '@docket/db/statement';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import { changeAccess } from '../session/change-access.ts';

const listStatement = prepare(
  'api_tokens_of_user',
  `SELECT id, name, hint, scopes, created_at, expires_at, seen_at FROM api_tokens
    WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > $2 ORDER BY created_at DESC, id DESC`,
).rows<{ scopes: ApiScope[] }>();
const ownStatement = prepare(
  'api_token_own',
  'SELECT id FROM api_tokens WHERE id = $1 AND user_id = $2 AND revoked_at IS NULL',
);

/** The caller's tokens that are good, newest first. @throws DocketError `unauthenticated` */
export async function listApiTokens(ctx: Ctx): Promise<RouteResponse<typeof contract>> {
  const rows = await listStatement(ctx.db.pool, [requireUser(ctx).userId, ctx.clock.now()]);
  return {
    data: rows.map((row) => ({
      tokenId: row.id,
      name: row.name,
      hint: row.hint,
      scopes: row.scopes,
      createdAt: row.created_at.toISOString(),
      expiresAt: row.expires_at.toISOString(),
      seenAt: row.seen_at?.toISOString() ?? null,
    })),
  };
}

/** Makes sure that a token is the caller's. @throws DocketError `unauthenticated`, `api_token_not_found` */
export async function requireOwnToken(ctx: Ctx, { id }: { readonly id: string }): Promise<void> {
  const [row] = await ownStatement(ctx.db.pool, [id, requireUser(ctx).userId]);
  if (row === undefined) throw notFound();
}

/** Ends a token, and with it the sockets that were opened with it and the calls it asked for. @throws DocketError `unauthenticated`, `api_token_not_found` */
export async function revokeApiToken(ctx: Ctx, { id }: { readonly id: string }): Promise<void> {
  const { userId } = requireUser(ctx);
  const ended = await changeAccess(ctx, (tx) => tx.endTokens({ userId, tokenId: id }));
  if (ended.length === 0) throw notFound();
}

function notFound(): DocketError {
  return new DocketError('api_token_not_found', 'You have no such token, or it was revoked.');
}
