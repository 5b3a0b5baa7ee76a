import { prepare } from '@docket/db/statement';
import { requireRole, type Ctx } from '../spine/ctx.ts';
import { change } from '../spine/emit.ts';

const makeStatement = prepare(
  'statement_schedule',
  'INSERT INTO statement_schedules (provider) VALUES ($1) ON CONFLICT DO NOTHING',
);
// Of all who look, one moves the time on and has it done.
const dueStatement = prepare(
  'statement_due',
  `UPDATE statement_schedules SET next_fetch_at = date_trunc('milliseconds', clock_timestamp()) + make_interval(secs => $2)
    WHERE provider = $1 AND next_fetch_at <= clock_timestamp() RETURNING provider`,
);
const nowStatement = prepare(
  'statement_now',
  `INSERT INTO statement_schedules (provider, next_fetch_at) VALUES ($1, date_trunc('milliseconds', clock_timestamp()))
   ON CONFLICT (provider) DO UPDATE SET next_fetch_at = least(statement_schedules.next_fetch_at, excluded.next_fetch_at)`,
);

/** Has statements fetched when it is time. Called as often as one likes. @returns whether it was time */
export async function scheduleStatements(
  ctx: Ctx,
  { provider, everySeconds }: { readonly provider: string; readonly everySeconds: number },
): Promise<boolean> {
  await makeStatement(ctx.db.pool, [provider]);
  return change(ctx, async (tx) => {
    const [due] = await dueStatement(tx.client, [provider, everySeconds]);
    if (due !== undefined) tx.enqueue({ name: 'statement.fetch', payload: { provider } });
    return due !== undefined;
  });
}

/** It is time now, because an admin says so. @throws DocketError unauthenticated, forbidden */
export async function wantStatements(
  ctx: Ctx,
  { provider }: { readonly provider: string },
): Promise<{ readonly provider: string }> {
  requireRole(ctx, 'admin');
  await nowStatement(ctx.db.pool, [provider]);
  return { provider };
}
