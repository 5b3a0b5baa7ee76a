import { prepare } from '@docket/db/statement';
import type { Ctx } from '../spine/ctx.ts';

const latencyStatement = prepare('booking_latency', 'SELECT booking_latency($1) AS ms').rows<{ ms: number | null }>();

/** How long bookings took to be decided in the last `seconds`: the 95th percentile over all shows and workers, ms. Null when there was none. */
export async function readLatency(ctx: Pick<Ctx, 'db'>, seconds: number): Promise<number | null> {
  const [row] = await latencyStatement(ctx.db.pool, [seconds]);
  return row?.ms ?? null;
}
