import { DocketError } from '@docket/contracts/errors';
import { prepare } from '@docket/db/statement';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import { verifyPassword } from './password.ts';

const hashStatement = prepare(
  'own_password_hash',
  'SELECT password_hash FROM users WHERE id = $1 AND disabled_at IS NULL',
);

/**
 * The caller once more: before what cannot be undone, or what would take the account over. Counting wrong ones is the caller's.
 * @throws DocketError `unauthenticated`, `wrong_password`, `unavailable`
 */
export async function confirmPassword(ctx: Ctx, password: string, field = 'body.password'): Promise<void> {
  const [row] = await hashStatement(ctx.db.pool, [requireUser(ctx).userId]);
  if (!(await verifyPassword(row?.password_hash, password)))
    throw new DocketError('wrong_password', 'That is not your password.', {
      fields: [{ path: field, message: 'that is not your password' }],
    });
}
