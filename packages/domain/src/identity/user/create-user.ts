import type { z } from 'zod';
import { DocketError } from '@docket/contracts/errors';
import type { createUser as route, Role } from '@docket/contracts/http/identity';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { refuseCommonPassword } from './common-password.ts';
import { hashPassword } from './password.ts';

export type CreateUserInput = z.output<(typeof route)['body']> & {
  /** Anything but `user` needs an admin, or the platform itself. */
  readonly role?: Role;
};

const findTaken = prepare(
  'users_taken',
  'SELECT username = $1::citext AS username_taken FROM users WHERE username = $1::citext OR email = $2::citext ORDER BY 1 DESC LIMIT 1',
).rows<{ username_taken: boolean }>();

const insertUser = prepare(
  'users_insert',
  `INSERT INTO users (id, username, email, phone, password_hash, role, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
   ON CONFLICT DO NOTHING RETURNING id`,
);

/**
 * Creates an account. Usernames and addresses are unique whatever their case.
 * @throws DocketError `username_taken`, `email_taken`, `forbidden`, `unavailable`, `invalid_request` for a password that is among the commonest
 */
export async function createUser(ctx: Ctx, input: CreateUserInput): Promise<{ userId: string }> {
  const role = input.role ?? 'user';
  if (role !== 'user') requireRole(ctx, 'admin');
  refuseCommonPassword(input.password, 'body.password', [input.username, input.email]);
  // Asked first only to spare the hash; the insert decides.
  await refuseTaken(ctx, input);
  const [created] = await insertUser(ctx.db.pool, [
    newId(),
    input.username,
    input.email,
    input.phone ?? null,
    await hashPassword(input.password),
    role,
    ctx.clock.now(),
  ]);
  if (created !== undefined) return { userId: created.id };
  await refuseTaken(ctx, input);
  throw new DocketError('username_taken', usernameTaken(input.username));
}

async function refuseTaken(ctx: Ctx, input: CreateUserInput): Promise<void> {
  const [taken] = await findTaken(ctx.db.pool, [input.username, input.email]);
  if (taken === undefined) return;
  if (taken.username_taken) {
    throw new DocketError('username_taken', usernameTaken(input.username), {
      fields: [{ path: 'body.username', message: 'choose another' }],
    });
  }
  throw new DocketError('email_taken', 'There is an account with this email address. Log in with it instead.', {
    fields: [{ path: 'body.email', message: 'is in use' }],
  });
}

function usernameTaken(username: string): string {
  return `The username ${username} is in use. Choose another.`;
}
