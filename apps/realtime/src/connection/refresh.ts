import { errors } from '../protocol/codes.ts';
import type { Command } from '../protocol/commands.ts';
import { encodeRefreshReply } from '../protocol/replies.ts';
import type { TokenClaims } from '../token.ts';
import type { Client } from './client.ts';

/** What a token says, if it is good now; otherwise the client has been told. */
export function verifyToken(client: Client, id: number, token: string): TokenClaims | undefined {
  const verdict = client.context.verify(token);
  if (verdict.kind === 'expired') {
    client.sendError(id, errors.tokenExpired);
    return undefined;
  }
  const standing = verdict.kind === 'valid' ? client.context.access.standingOf(verdict) : 'ended';
  if (verdict.kind === 'invalid' || standing === 'ended') {
    client.close('invalidToken');
    return undefined;
  }
  if (standing === 'good') return verdict;
  client.sendError(id, errors.tokenExpired);
  return undefined;
}

/** A newer token of the same user. */
export function refresh(client: Client, { id, token }: Extract<Command, { kind: 'refresh' }>): void {
  const claims = verifyToken(client, id, token);
  if (claims === undefined) return;
  if (claims.userId !== client.userId) return client.close('invalidToken');
  client.adopt(claims);
  client.send(encodeRefreshReply(id, client.ttl));
}
