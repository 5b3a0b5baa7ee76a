import { GATEWAY_CHANNEL } from '@docket/contracts/events/identity';
import type { Role } from '@docket/contracts/http/identity';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { change, type Tx } from '../../spine/emit.ts';
import { sessionCache } from './session-cache.ts';

const endStatement = prepare(
  'sessions_end',
  `UPDATE sessions SET revoked_at = $2
    WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > $2
      AND ($3::uuid[] IS NULL OR id = ANY($3::uuid[])) AND id IS DISTINCT FROM $4::uuid
   RETURNING id`,
);

const endTokensStatement = prepare(
  'api_tokens_end',
  `UPDATE api_tokens SET revoked_at = $2
    WHERE user_id = $1 AND revoked_at IS NULL AND ($3::uuid IS NULL OR id = $3)
   RETURNING id`,
);

export type EndSessionsInput = {
  readonly userId: string;
  /** These alone; all of the user's where it is left out, and where `except` is, too, also the account's API tokens. */
  readonly sessionIds?: readonly string[];
  /** But not this one, such as the caller's own. */
  readonly except?: string;
};

/** A transaction that changes what an account may do. */
export type AccessTx = Tx & {
  /**
   * Ends logins, and with them what was derived from them: gateways close their sockets and refuse their tokens within a second of the
   * commit. Before an account's row is deleted, too: its sessions go with it. @returns the ids of those it ended
   */
  readonly endSessions: (input: EndSessionsInput) => Promise<string[]>;
  /** Ends API tokens, all of the user's or one, likewise. @returns the ids of those it ended */
  readonly endTokens: (input: { readonly userId: string; readonly tokenId?: string }) => Promise<string[]>;
  /** The account has this role now: its sockets come back with a token that says so. */
  readonly tellRole: (userId: string, role: Role) => void;
};

/**
 * Runs `work` in one transaction, as `change` does. Whatever takes something away from an account (a logout, a password, a role, the account
 * itself) goes through here, so that nothing derived from it outlives it.
 */
export async function changeAccess<T>(
  ctx: Pick<Ctx, 'db' | 'clock' | 'dispatch'>,
  work: (tx: AccessTx) => Promise<T>,
): Promise<T> {
  const result = await change(ctx, (tx) => {
    const tell = (userId: string, endedSessions: string[], role: Role | null): void =>
      tx.emit({ channel: GATEWAY_CHANNEL, type: 'access.changed', data: { userId, endedSessions, role } });
    const endTokens: AccessTx['endTokens'] = async ({ userId, tokenId }) => {
      const rows = await endTokensStatement(tx.client, [userId, ctx.clock.now(), tokenId ?? null]);
      const ended = rows.map(({ id }) => id);
      if (ended.length > 0) tell(userId, ended, null);
      return ended;
    };
    return work({
      ...tx,
      endTokens,
      async endSessions({ userId, sessionIds, except }) {
        const rows = await endStatement(tx.client, [
          userId,
          ctx.clock.now(),
          sessionIds === undefined ? null : [...sessionIds],
          except ?? null,
        ]);
        const ended = rows.map(({ id }) => id);
        if (ended.length > 0) tell(userId, ended, null);
        const tokens = sessionIds === undefined && except === undefined ? await endTokens({ userId }) : [];
        return [...ended, ...tokens];
      },
      tellRole: (userId, role) => tell(userId, [], role),
    });
  });
  // At once in this process; in others within the cache's time.
  sessionCache(ctx.db).clear();
  return result;
}
