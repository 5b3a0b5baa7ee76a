import type { IncomingMessage } from 'node:http';
import { needsLogin, rolesNeeded, type Access } from '@docket/contracts/access';
import { DocketError } from '@docket/contracts/errors';
import { requireRole, requireUser, type Actor, type Ctx } from '@docket/domain/spine/ctx';
import { authenticate } from '@docket/domain/identity/session/authenticate';

const ANONYMOUS: Actor = { kind: 'anonymous' };

/** Of each named secret: is this the signature of that body? Compare in constant time. */
export type Signatures = Readonly<Record<string, (signature: string, body: Buffer) => boolean>>;

/** The token of `Authorization: Bearer …`. Tokens travel in no other way, so no browser sends one by itself and there is no CSRF. */
function bearerToken(request: IncomingMessage): string | undefined {
  return /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
}

/**
 * Who calls. Routes that need no login answer a stale token as they answer nobody; the others refuse it.
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
  if (actor === undefined && needsLogin(access))
    throw new DocketError('unauthenticated', 'The token is unknown, expired or revoked. Log in again.');
  return actor ?? ANONYMOUS;
}

/**
 * Lets the caller in by what the route's contract says. Whose a thing is only its verb can see; a signature is looked at when the body is there
 * (`checkSignature`).
 * @throws DocketError `unauthenticated`, `forbidden`
 */
export function authorise(ctx: Ctx, access: Access): void {
  if (!needsLogin(access)) return;
  const roles = rolesNeeded(access);
  if (roles === undefined) requireUser(ctx);
  else requireRole(ctx, ...roles);
}

/** Refuses a body that was not signed with the secret its route names; other routes take any. @throws DocketError `unauthenticated` */
export function checkSignature(request: IncomingMessage, access: Access, signatures: Signatures, body: Buffer): void {
  if (typeof access === 'string' || !('signature' in access)) return;
  const given = request.headers[access.header.toLowerCase()];
  if (typeof given === 'string' && signatures[access.signature]?.(given, body) === true) return;
  throw new DocketError('unauthenticated', `Sign the body and send its signature as ${access.header}.`);
}
