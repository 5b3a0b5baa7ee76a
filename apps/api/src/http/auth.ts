import type { IncomingMessage } from 'node:http';
import { needsLogin, rolesNeeded, type Access } from '@docket/contracts/access';
import { DocketError } from '@docket/contracts/errors';
import type { RouteContract } from '@docket/contracts/http/route';
import { requireRole, requireUser, type Actor, type Ctx, type UserActor } from '@docket/domain/spine/ctx';
import { authenticate } from '@docket/domain/identity/session/authenticate';

const ANONYMOUS: Actor = { kind: 'anonymous' };

/** Of each named secret: is this the signature of that body? Compare in constant time. */
export type Signatures = Readonly<Record<string, (signature: string, body: Buffer) => boolean>>;

/**
 * The token of `Authorization: Bearer …`, or of a header that the route names. Tokens travel in no other way but by `basicOf`, so no browser sends one by
 * itself and there is no CSRF.
 */
function tokenOf(request: IncomingMessage, { tokenHeaders = [] }: RouteContract): string | undefined {
  const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return bearer;
  for (const name of tokenHeaders) {
    const given = request.headers[name];
    if (typeof given === 'string' && given !== '') return given;
  }
  return undefined;
}

/**
 * What came by HTTP basic authentication (RFC 7617), where the route takes it. Browsers send that again by themselves: such routes change things only by JSON
 * bodies, which no other origin can have a browser send unless it is allowed to.
 */
function basicOf(request: IncomingMessage, { basic }: RouteContract): { username: string; token: string } | undefined {
  const sent = /^Basic +([\w+/=-]+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (basic !== true || sent === undefined) return undefined;
  const [, username = '', token = ''] = /^([^:]*):(.*)$/s.exec(Buffer.from(sent, 'base64').toString('utf8')) ?? [];
  return { username, token };
}

/**
 * Who calls. Routes that need no login answer a stale token as they answer nobody, and one that has no scope of theirs; the others refuse it.
 * @throws DocketError `unauthenticated`
 */
export async function identify(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  request: IncomingMessage,
  contract: RouteContract,
): Promise<Actor> {
  const basic = basicOf(request, contract);
  const token = basic?.token ?? tokenOf(request, contract);
  if (token === undefined) return ANONYMOUS;
  const actor = await authenticate(ctx, { token });
  // Whoever logs in with each request is told that it failed, and not shown what strangers see.
  if (contract.basic === true && (actor === undefined || (basic !== undefined && !isNameOf(actor, basic.username))))
    throw new DocketError(
      'unauthenticated',
      'The login is unknown, expired or revoked. Send the name of the account with a token as password, or the token as "Authorization: Bearer <token>".',
    );
  if (needsLogin(contract.access)) {
    if (actor === undefined)
      throw new DocketError('unauthenticated', 'The token is unknown, expired or revoked. Log in again.');
    return actor;
  }
  return actor !== undefined && isWithinScopes(actor, contract) ? actor : ANONYMOUS;
}

/** Names are the same in any case, as at the login. */
function isNameOf({ username }: UserActor, said: string): boolean {
  return username.toLowerCase() === said.toLowerCase();
}

/** A login is; an API token where it has a scope that the route names. */
function isWithinScopes({ scopes }: UserActor, contract: RouteContract): boolean {
  return scopes === undefined || contract.scopes?.some((scope) => scopes.includes(scope)) === true;
}

/**
 * Lets the caller in by what the route's contract says. Whose a thing is only its verb can see; a signature is looked at when the body is there
 * (`checkSignature`).
 * @throws DocketError `unauthenticated`, `scope_missing`, `forbidden`
 */
export function authorise(ctx: Ctx, contract: RouteContract): void {
  const { access, scopes } = contract;
  if (!needsLogin(access)) return;
  if (ctx.actor.kind === 'user' && !isWithinScopes(ctx.actor, contract))
    throw new DocketError(
      'scope_missing',
      scopes === undefined
        ? 'No API token may do this; log in and send the token of the login.'
        : `This needs an API token with the scope ${scopes.join(' or ')}.`,
    );
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
