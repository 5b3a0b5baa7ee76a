import { DocketError } from '@docket/contracts/errors';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import type { SignInSettings } from '@docket/runtime/settings/sign-in';
import { requireUser, type Ctx, type CtxWith } from '../../spine/ctx.ts';
import { change, type Tx } from '../../spine/emit.ts';
import { oweMail } from '../mail/owe-mail.ts';
import { requireConfirmed } from '../user/confirm-password.ts';
import { keepAWayIn } from '../user/ways-in.ts';
import type { Identity } from './port.ts';

const insertStatement = prepare(
  'login_link_insert',
  'INSERT INTO login_links (id, user_id, issuer, subject, email, created_at) VALUES ($1, $2, $3, $4, $5, $6)',
);
const ownStatement = prepare('login_link_own', 'SELECT id FROM login_links WHERE id = $1 AND user_id = $2');
const removeStatement = prepare(
  'login_link_remove',
  'DELETE FROM login_links WHERE id = $1 AND user_id = $2 RETURNING id',
);

/** Links an account of a provider to one here, whose row is locked. @throws the unique violations of login_links */
export async function linkTo(
  ctx: Pick<Ctx, 'clock'>,
  tx: Tx,
  { userId, issuer, identity }: { readonly userId: string; readonly issuer: string; readonly identity: Identity },
): Promise<void> {
  const { subject, email } = identity;
  await insertStatement(tx.client, [newId(), userId, issuer, subject, email, ctx.clock.now()]);
}

/**
 * Unlinks an account of a provider from the caller's, which a mail says. Sessions that began with it go on.
 * @throws DocketError `unauthenticated`, `link_not_found`, `confirmation_needed`, `last_way_in`
 */
export async function unlinkProvider(ctx: CtxWith<SignInSettings>, { id }: { readonly id: string }): Promise<void> {
  const { userId } = requireUser(ctx);
  if ((await ownStatement(ctx.db.pool, [id, userId])).length === 0) throw notFound();
  await change(ctx, async (tx) => {
    await requireConfirmed(ctx, tx);
    if ((await removeStatement(tx.client, [id, userId])).length === 0) throw notFound();
    await keepAWayIn(ctx, tx);
    await oweMail(tx, { userId, kind: 'unlinked' });
  });
}

function notFound(): DocketError {
  return new DocketError('link_not_found', 'You have no such link, or it was unlinked.');
}
