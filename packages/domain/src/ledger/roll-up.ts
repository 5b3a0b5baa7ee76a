import { prepare } from '@docket/db/statement';
import { apartIn } from '../spine/apart.ts';
import type { Ctx } from '../spine/ctx.ts';

/** Rows added up with one lock of an account at most. */
const AT_ONCE = 5_000;

// From one account to the next by the index: there are few, and many rows of each.
const waitingStatement = prepare(
  'ledger_unrolled_accounts',
  `WITH RECURSIVE w AS (
     (SELECT u.account_id FROM ledger_unrolled u ORDER BY u.account_id LIMIT 1)
     UNION ALL
     SELECT (SELECT u.account_id FROM ledger_unrolled u WHERE u.account_id > w.account_id ORDER BY u.account_id LIMIT 1) FROM w WHERE w.account_id IS NOT NULL)
   SELECT w.account_id AS id FROM w WHERE w.account_id IS NOT NULL`,
).rows<{ id: string }>();
const rollStatement = prepare('ledger_roll_up', 'SELECT ledger_roll_up($1, $2) AS rows').rows<{ rows: number }>();

const apart = apartIn('ledger roll-up');

/** Adds to the sums of hot accounts what was written since. @returns whether there was so much that more is left */
export async function rollUp(ctx: Ctx): Promise<boolean> {
  let more = false;
  const waiting = await waitingStatement(ctx.db.pool, []);
  await apart(ctx).each(
    waiting,
    ({ id }) => id,
    async ({ id }) => {
      const [rolled] = await rollStatement(ctx.db.pool, [id, AT_ONCE]);
      more ||= rolled !== undefined && rolled.rows >= AT_ONCE;
    },
  );
  return more;
}
