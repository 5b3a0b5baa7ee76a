import type { IncomingMessage } from 'node:http';
import { DocketError } from '@docket/contracts/errors';
import type { Access } from '@docket/contracts/http/route';
import { requireRole, requireUser, type Actor, type Ctx } from '@docket/domain/spine/ctx';
import { authenticate } from '@docket/domain/identity/session/authenticate';

const ANONYMOUS: Actor = { kind: 'anonymous' };

/** The token of `Authorization: Bearer …`. Tokens travel in no other way, so no browser sends one by itself and there is no CSRF. */
function bearerToken(request: IncomingMessage): string | undefined {
  return /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
}

/**
 * Who calls. Public routes answer a stale token as they answer nobody; the others refuse it.
 * @throws DocketError `unauthenticated`
 */
export async function identify(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  request: IncomingMessage,
  access: Access,
): Promise<Actor> {
  const token = bearerToken(request);
  if (token === undefined) return ANONYMOUS;
  const actor = await authenticate(ctx, { token });
  if (actor === undefined && access !== 'public')
    throw new DocketError('unauthenticated', 'The token is unknown, expired or revoked. Log in again.');
  return actor ?? ANONYMOUS;
}

/** @throws DocketError `unauthenticated`, `forbidden` */
export function authorise(ctx: Ctx, access: Access): void {
  switch (access) {
    case 'public':
      return;
    case 'user':
      requireUser(ctx);
      return;
    case 'setter':
      requireRole(ctx, 'setter', 'admin');
      return;
    case 'manager':
      requireRole(ctx, 'manager', 'admin');
      return;
    case 'admin':
      requireRole(ctx, 'admin');
      return;
    default:
      access satisfies never;
  }
}
