import { prepare } from '@docket/db/statement';
import { dispatchEvents, type EventRow } from '../spine/outbox-events.ts';
import type { Ctx } from '../spine/ctx.ts';

/** Holds ended in one turn; more are for the next. */
export const SWEEP_BATCH = 200;

const sweepStatement = prepare('sweep_holds', 'SELECT * FROM sweep_holds($1)').rows<EventRow>();

/**
 * Ends holds that are past their time together with what they were made for, and tells users and screens.
 * Nothing depends on it but the screens: a hold past its time can neither be confirmed nor keep anybody from its seats.
 * @returns true when there may be more at once
 */
export async function sweepHolds(ctx: Ctx): Promise<boolean> {
  const rows = await sweepStatement(ctx.db.pool, [SWEEP_BATCH]);
  dispatchEvents(ctx, rows);
  return rows.length >= SWEEP_BATCH;
}
