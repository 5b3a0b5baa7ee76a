import { DocketError } from '@docket/contracts/errors';
import type { ApiScope } from '@docket/contracts/scopes';
import type { Role } from '@docket/contracts/http/identity';
import type { Db } from '@docket/db/client';
import type { OutboxRow } from '@docket/db/outbox';
import type { Clock } from '@docket/runtime/clock';
import type { Logger } from '@docket/runtime/logger';

/** Who asks: nobody known, a logged-in user, or the platform itself (workers, set-up). */
export type Actor =
  | { readonly kind: 'anonymous' }
  | {
      readonly kind: 'user';
      readonly userId: string;
      readonly username: string;
      readonly role: Role;
      /** Of the login, or of the API token. */
      readonly sessionId: string;
      /** Of an API token: what it may do. A login may do all that its account may. */
      readonly scopes?: readonly ApiScope[];
    }
  | { readonly kind: 'system'; readonly name: string };

/** What every verb is given. The same verb is called from api, worker and command line. */
export type Ctx = {
  readonly actor: Actor;
  readonly requestId: string;
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Logger;
  /**
   * Called right after a commit with the outbox rows it wrote: the fast path to Redis. Returns at once and never throws;
   * what it cannot deliver the relay does.
   */
  readonly dispatch: (rows: readonly OutboxRow[]) => void;
};

/**
 * A context that brings an area's settings along, as `CtxWith<BookingSettings>`: a verb says which it needs, and a process that has not
 * read them cannot call it.
 */
export type CtxWith<Settings> = Ctx & { readonly settings: Settings };

export type UserActor = Extract<Actor, { kind: 'user' }>;

/** The logged-in user. @throws DocketError `unauthenticated` */
export function requireUser(ctx: Ctx): UserActor {
  if (ctx.actor.kind !== 'user')
    throw new DocketError('unauthenticated', 'Log in first and send the token as "Authorization: Bearer <token>".');
  return ctx.actor;
}

/** A user with one of the roles, or the platform itself. @throws DocketError `unauthenticated`, `forbidden` */
export function requireRole(ctx: Ctx, ...roles: readonly Role[]): void {
  if (ctx.actor.kind === 'system') return;
  const user = requireUser(ctx);
  if (!roles.includes(user.role))
    throw new DocketError('forbidden', `This needs the role ${roles.join(' or ')}; you have ${user.role}.`);
}
