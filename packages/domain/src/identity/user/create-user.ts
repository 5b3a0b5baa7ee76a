import type { z } from 'zod';
import { DocketError } from '@docket/contracts/errors';
import type { createUser as route, Role } from '@docket/contracts/http/identity';
import type { Pool, PoolClient } from '@docket/db/client';
import { isUniqueViolation } from '@docket/db/errors';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { change, type Tx } from '../../spine/emit.ts';
import { oweMail } from '../mail/owe-mail.ts';
import { refuseCommonPassword } from './common-password.ts';
import { hashPassword } from './password.ts';

export type CreateUserInput = z.output<(typeof route)['body']> & {
  /** Anything but `user` needs an admin, or the platform itself. */
  readonly role?: Role;
};

const takenStatement = prepare('username_taken', 'SELECT id FROM users WHERE username = $1::citext');

const insertUser = prepare(
  'users_insert',
  `INSERT INTO users (id, username, email, phone, password_hash, role, created_at, email_confirmed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
);

/**
 * Creates an account, and has a link sent to its address that confirms it. The same is done, in the same time, for an address that is somebody's:
 * the account is there and works, and its owner is told by mail. Usernames are unique whatever their case, addresses are as soon as they are confirmed.
 * What the platform itself creates has a confirmed address at once.
 * @throws DocketError `username_taken`, `forbidden`, `unavailable`, `invalid_request` for a password that is among the commonest; of the platform's own, `email_taken`
 */
export async function createUser(ctx: Ctx, input: CreateUserInput): Promise<{ userId: string }> {
  const role = input.role ?? 'user';
  if (role !== 'user') requireRole(ctx, 'admin');
  refuseCommonPassword(input.password, 'body.password', [input.username, input.email]);
  // Asked first only to spare the hash; the insert decides. Usernames are public.
  if (await isUsernameTaken(ctx.db.pool, input.username)) throw usernameTaken(input.username);
  const passwordHash = await hashPassword(input.password);
  const userId = newId();
  const at = ctx.clock.now();
  const vouched = ctx.actor.kind === 'system';
  try {
    await change(ctx, async (tx) => {
      const { username, email, phone = null } = input;
      await writeAccount(tx, {
        userId,
        username,
        email,
        phone,
        passwordHash,
        role,
        at,
        confirmedAt: vouched ? at : null,
      });
      if (!vouched) await oweMail(tx, { userId, kind: 'confirm', address: input.email });
    });
  } catch (error) {
    if (isUniqueViolation(error, 'users_username_key')) throw usernameTaken(input.username);
    if (isUniqueViolation(error, 'users_email_confirmed')) throw emailTaken('body.email');
    throw error;
  }
  return { userId };
}

export async function isUsernameTaken(client: Pool | PoolClient, username: string): Promise<boolean> {
  return (await takenStatement(client, [username])).length > 0;
}

/** Writes the row of an account. @throws the unique violations `users_username_key`, `users_email_confirmed` */
export async function writeAccount(
  tx: Tx,
  row: {
    readonly userId: string;
    readonly username: string;
    readonly email: string;
    readonly phone: string | null;
    readonly passwordHash: string;
    readonly role: Role;
    readonly at: Date;
    /** When it is known that the address is its owner's; null for an account that has still to confirm it. */
    readonly confirmedAt: Date | null;
  },
): Promise<void> {
  const { userId, username, email, phone, passwordHash, role, at, confirmedAt } = row;
  await insertUser(tx.client, [userId, username, email, phone, passwordHash, role, at, confirmedAt]);
}

export function usernameTaken(username: string): DocketError {
  return new DocketError('username_taken', `The username ${username} is in use. Choose another.`, {
    fields: [{ path: 'body.username', message: 'choose another' }],
  });
}

/** Said only to whoever has the mailbox, or runs the installation. */
export function emailTaken(path?: string): DocketError {
  return new DocketError('email_taken', 'This address is that of another account. Log in with it instead.', {
    ...(path !== undefined && { fields: [{ path, message: 'is in use' }] }),
  });
}
