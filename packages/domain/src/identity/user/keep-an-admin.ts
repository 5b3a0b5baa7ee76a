import { DocketError } from '@docket/contracts/errors';
import { prepare } from '@docket/db/statement';
import type { Tx } from '../../spine/emit.ts';

// Admins are counted under one lock, or two who go at the same time would each see the other.
const adminsStatement = prepare(
  'admins_lock',
  `SELECT id FROM users WHERE role = 'admin' AND disabled_at IS NULL ORDER BY id FOR UPDATE`,
);

/**
 * Locks the admins' rows, and makes sure that there is one beside this account; before whatever makes an admin none.
 * @throws DocketError `last_admin`
 */
export async function keepAnAdmin(tx: Tx, userId: string): Promise<void> {
  const admins = await adminsStatement(tx.client, []);
  const isOne = admins.some(({ id }) => id === userId);
  if (isOne && admins.length === 1)
    throw new DocketError('last_admin', 'This is the only admin. Make somebody else one first.');
}
