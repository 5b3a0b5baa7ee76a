import type { AccountChangeKind } from '@docket/contracts/http/users';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import type { Ctx } from '../../spine/ctx.ts';
import type { Tx } from '../../spine/emit.ts';

const writeStatement = prepare(
  'account_change_write',
  'INSERT INTO account_changes (id, user_id, actor_id, actor, kind, before, after, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
);

/** Notes who changed what of an account, in the transaction that does. */
export async function noteChange(
  ctx: Ctx,
  tx: Tx,
  change: {
    readonly userId: string;
    readonly kind: AccountChangeKind;
    readonly before?: string;
    readonly after?: string;
  },
): Promise<void> {
  const { actor } = ctx;
  await writeStatement(tx.client, [
    newId(),
    change.userId,
    actor.kind === 'user' ? actor.userId : null,
    actor.kind === 'user' ? actor.username : actor.kind === 'system' ? actor.name : 'nobody',
    change.kind,
    change.before ?? null,
    change.after ?? null,
    ctx.clock.now(),
  ]);
}
