import { prepare } from '@docket/db/statement';
import type { Ctx } from '../spine/ctx.ts';

export type InboxFigures = {
  readonly open: number;
  /** How long the first of those open is past its time. */
  readonly oldestSeconds: number;
  /** Parked, and seen by nobody. */
  readonly parked: number;
};

const figuresStatement = prepare(
  'inbox_figures',
  `SELECT (SELECT count(*)::int FROM inbox_events WHERE status IN ('RECEIVED', 'FAILED')) AS open,
          (SELECT COALESCE(greatest(0, extract(epoch FROM clock_timestamp() - min(next_try_at))), 0)::float8 FROM inbox_events
            WHERE status IN ('RECEIVED', 'FAILED')) AS oldest,
          (SELECT count(*)::int FROM inbox_events WHERE status = 'PARKED' AND parked_by IS NULL) AS parked`,
).rows<{ open: number; oldest: number; parked: number }>();

/** How the inbox stands. */
export async function readInboxFigures(ctx: Pick<Ctx, 'db'>): Promise<InboxFigures> {
  const [row] = await figuresStatement(ctx.db.pool, []);
  return { open: row?.open ?? 0, oldestSeconds: row?.oldest ?? 0, parked: row?.parked ?? 0 };
}
