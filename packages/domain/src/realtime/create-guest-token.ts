import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { createGuestToken as route } from '@docket/contracts/http/realtime';
import type { RouteResponse } from '@docket/contracts/http/route';
import type { RealtimeTokenSettings } from '@docket/runtime/settings/realtime';
import type { CtxWith } from '../spine/ctx.ts';
import type { CreateRealtimeTokenInput } from './create-realtime-token.ts';

/** There is nothing in it that could be taken away, and each renewal is a new connection. */
const GUEST_TOKEN_HOURS = 24;

/**
 * A JWT (HS256) for the gateway as `createRealtimeToken` makes it, of somebody who is not logged in: `sub` is a name of this one token, which no user has, so
 * the personal channel that comes with it stays silent.
 */
export async function createGuestToken(
  ctx: CtxWith<RealtimeTokenSettings>,
  input: CreateRealtimeTokenInput,
): Promise<RouteResponse<typeof route>> {
  const issued = Math.floor(ctx.clock.now().getTime() / 1_000);
  const expires = issued + GUEST_TOKEN_HOURS * 3_600;
  const token = await new SignJWT()
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(`guest-${randomUUID()}`)
    .setIssuedAt(issued)
    .setExpirationTime(expires)
    .sign(new TextEncoder().encode(ctx.settings.REALTIME_JWT_SECRET[0]));
  return { token, expiresAt: new Date(expires * 1_000).toISOString(), url: input.url };
}
