import { DocketError } from '@docket/contracts/errors';
import type { renamePasskey as route } from '@docket/contracts/http/sign-in';
import type { RouteResponse } from '@docket/contracts/http/route';
import { isUniqueViolation } from '@docket/db/errors';
import { prepare } from '@docket/db/statement';
import type { SignInSettings } from '@docket/runtime/settings/sign-in';
import { requireUser, type Ctx, type CtxWith } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { oweMail } from '../mail/owe-mail.ts';
import { requireConfirmed } from '../user/confirm-password.ts';
import { keepAWayIn } from '../user/ways-in.ts';
import { passkeyOf } from './row.ts';

const ownStatement = prepare('passkey_own', 'SELECT id FROM passkeys WHERE id = $1 AND user_id = $2');
const renameStatement = prepare(
  'passkey_rename',
  'UPDATE passkeys SET name = $3 WHERE id = $1 AND user_id = $2 RETURNING id, name, backed_up, created_at, used_at',
);
const removeStatement = prepare('passkey_remove', 'DELETE FROM passkeys WHERE id = $1 AND user_id = $2 RETURNING id');

/** Calls a passkey of the caller's otherwise. @throws DocketError `unauthenticated`, `passkey_not_found`, `passkey_name_taken` */
export async function renamePasskey(
  ctx: Ctx,
  input: { readonly id: string; readonly name: string },
): Promise<RouteResponse<typeof route>> {
  try {
    const [row] = await renameStatement(ctx.db.pool, [input.id, requireUser(ctx).userId, input.name]);
    if (row === undefined) throw notFound();
    return passkeyOf(row);
  } catch (error) {
    throw isUniqueViolation(error, 'passkeys_name') ? passkeyNameTaken(error) : error;
  }
}

/**
 * Removes a passkey of the caller's, which a mail says. Sessions that began with it go on.
 * @throws DocketError `unauthenticated`, `passkey_not_found`, `confirmation_needed`, `last_way_in`
 */
export async function removePasskey(ctx: CtxWith<SignInSettings>, { id }: { readonly id: string }): Promise<void> {
  const { userId } = requireUser(ctx);
  if ((await ownStatement(ctx.db.pool, [id, userId])).length === 0) throw notFound();
  await change(ctx, async (tx) => {
    await requireConfirmed(ctx, tx);
    if ((await removeStatement(tx.client, [id, userId])).length === 0) throw notFound();
    await keepAWayIn(ctx, tx);
    await oweMail(tx, { userId, kind: 'passkey_removed' });
  });
}

function notFound(): DocketError {
  return new DocketError('passkey_not_found', 'You have no such passkey, or it was removed.');
}

export function passkeyNameTaken(cause: unknown): DocketError {
  return new DocketError('passkey_name_taken', 'You have a passkey of this name; give this one another.', {
    fields: [{ path: 'body.name', message: 'another of your passkeys has it' }],
    cause,
  });
}
