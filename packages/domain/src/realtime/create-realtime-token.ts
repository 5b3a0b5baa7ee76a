import { prepare } from '@docket/db/statement';
import { SignJWT } from 'jose';
import type { EventType } from '@docket/contracts/events/envelope';
import { REALTIME_TOKEN_MINUTES, type createRealtimeToken as route } from '@docket/contracts/http/realtime';
import type { RouteResponse } from '@docket/contracts/http/route';
import type { ApiScope } from '@docket/contracts/scopes';
import type { RealtimeTokenSettings } from '@docket/runtime/settings/realtime';
import { requireUser, type Ctx, type CtxWith, type UserActor } from '../spine/ctx.ts';

export type CreateRealtimeTokenInput = {
  /** WebSocket address to hand to the client. */
  readonly url: string;
};

/** Events that a scope opens. */
const HEARD: Readonly<Partial<Record<ApiScope, EventType>>> = {
  'submissions:read': 'submission.updated',
  'runs:read': 'run.updated',
};

const expiryStatement = prepare('api_token_expiry', 'SELECT expires_at FROM api_tokens WHERE id = $1');

/** When the API token ends that somebody has asked with, in seconds since 1970; a login says of itself when it is over. */
async function lastSecondOf({ db }: Pick<Ctx, 'db'>, { scopes, sessionId }: UserActor): Promise<number> {
  if (scopes === undefined) return Infinity;
  const [row] = await expiryStatement(db.pool, [sessionId]);
  return Math.floor((row?.expires_at.getTime() ?? 0) / 1_000);
}

/**
 * A JWT (HS256) for the gateway: `sub` is the user, `sid` the login it was made with and dies with, `role` what the account may be; of an API
 * token `only` has the types of events that its scopes open.
 * @throws DocketError `unauthenticated`
 */
export async function createRealtimeToken(
  ctx: CtxWith<RealtimeTokenSettings>,
  input: CreateRealtimeTokenInput,
): Promise<RouteResponse<typeof route>> {
  const user = requireUser(ctx);
  const issued = Math.floor(ctx.clock.now().getTime() / 1_000);
  const expires = Math.min(issued + REALTIME_TOKEN_MINUTES * 60, await lastSecondOf(ctx, user));
  // A program hears what its token may read, and has no role that could become another.
  const rights =
    user.scopes === undefined ? { role: user.role } : { only: user.scopes.flatMap((scope) => HEARD[scope] ?? []) };
  const token = await new SignJWT({ sid: user.sessionId, ...rights })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(user.userId)
    .setIssuedAt(issued)
    .setExpirationTime(expires)
    .sign(new TextEncoder().encode(ctx.settings.REALTIME_JWT_SECRET[0]));
  return { token, expiresAt: new Date(expires * 1_000).toISOString(), url: input.url, role: user.role };
}
