import type { Role } from '@docket/contracts/http/identity';
import type { Db } from '@docket/db/client';
import { hashToken, newToken } from '@docket/domain/identity/session/token';
import { newId } from '@docket/runtime/id';
import type { TestUser } from './builders.ts';

/** A user who is logged in. */
export type Buyer = { readonly user: TestUser; readonly token: string };

/** Users with a session each, written straight into the tables: logging in costs a password hash each. */
export async function makeBuyers(db: Db, count: number, role: Role = 'user'): Promise<Buyer[]> {
  const buyers = Array.from({ length: count }, (): Buyer => {
    const userId = newId();
    const username = `buyer-${userId}`;
    return { user: { kind: 'user', userId, username, role, sessionId: newId() }, token: newToken() };
  });
  await db.pool.query(
    `WITH given AS (SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::bytea[]) AS g(user_id, name, session_id, hash)),
       made AS (INSERT INTO users (id, username, email, password_hash, role)
                SELECT user_id, name, name || '@example.test', '!', $5 FROM given RETURNING id)
     INSERT INTO sessions (id, user_id, token_hash, expires_at)
     SELECT g.session_id, g.user_id, g.hash, now() + interval '1 day' FROM given g JOIN made m ON m.id = g.user_id`,
    [
      buyers.map(({ user }) => user.userId),
      buyers.map(({ user }) => user.username),
      buyers.map(({ user }) => user.sessionId),
      buyers.map(({ token }) => hashToken(token)),
      role,
    ],
  );
  return buyers;
}
