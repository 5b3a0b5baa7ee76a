import { prepare } from '@docket/db/statement';
import type { Ctx } from '../spine/ctx.ts';

/** An event that this process has for a while. Whoever took it out later has another `fence`. */
export type Taken = {
  readonly id: string;
  readonly provider: string;
  readonly body: Buffer;
  /** 1 for the first since it came or was replayed. */
  readonly attempt: number;
  readonly fence: number;
};

const takeStatement = prepare(
  'inbox_take_out',
  `UPDATE inbox_events e SET attempts = e.attempts + 1, fence = e.fence + 1, next_try_at = clock_timestamp() + make_interval(secs => $2)
     FROM (SELECT id FROM inbox_events WHERE status IN ('RECEIVED', 'FAILED') AND next_try_at <= clock_timestamp()
            ORDER BY next_try_at LIMIT $1 FOR UPDATE SKIP LOCKED) AS due
    WHERE e.id = due.id
   RETURNING e.id, e.provider, e.body, e.attempts AS attempt, e.fence`,
);

/**
 * Takes events out that are due, the longest due first. Others leave them alone for `leaseSeconds`; who has died by then has lost them to the next.
 * @param limit at most so many
 */
export async function takeOut(
  ctx: Pick<Ctx, 'db'>,
  { limit, leaseSeconds }: { readonly limit: number; readonly leaseSeconds: number },
): Promise<Taken[]> {
  return takeStatement(ctx.db.pool, [limit, leaseSeconds]);
}
