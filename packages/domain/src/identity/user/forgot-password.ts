import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { oweMail } from '../mail/owe-mail.ts';
import { hasConfirmed } from './confirmed-address.ts';

// Whose the address is; where nobody has confirmed it, who named it last. The link goes to the address, so whoever opens it has the mailbox.
const findStatement = prepare(
  'user_by_email',
  `SELECT u.id FROM users u WHERE u.email = $1::citext AND u.disabled_at IS NULL
    ORDER BY ${hasConfirmed('u')} DESC, u.created_at DESC LIMIT 1`,
);

/** Has a link to set a new password sent. The same is written and answered whether there is an account or not. */
export async function forgotPassword(ctx: Ctx, input: { readonly email: string }): Promise<void> {
  await change(ctx, async (tx) => {
    const [user] = await findStatement(tx.client, [input.email]);
    await oweMail(tx, { userId: user?.id ?? null, kind: 'reset' });
  });
}
