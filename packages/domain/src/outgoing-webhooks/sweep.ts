import { prepare } from '@docket/db/statement';
import type { Ctx } from '../spine/ctx.ts';

/** What was told longer ago is forgotten, with what was answered. */
const KEPT_DAYS = 30;
const AT_ONCE = 500;

const sweepStatement = prepare(
  'webhook_events_sweep',
  `DELETE FROM webhook_events WHERE id IN (
     SELECT v.id FROM webhook_events v WHERE v.created_at < clock_timestamp() - make_interval(days => $1)
        AND NOT EXISTS (SELECT FROM webhook_deliveries d WHERE d.event_id = v.id AND d.status = 'PENDING')
      ORDER BY v.created_at LIMIT $2)
   RETURNING id`,
);

/** Removes old events with their deliveries; what is still to be sent stays. @returns whether there may be more */
export async function sweepWebhookEvents(ctx: Pick<Ctx, 'db'>): Promise<boolean> {
  return (await sweepStatement(ctx.db.pool, [KEPT_DAYS, AT_ONCE])).length === AT_ONCE;
}
