import type { EventEnvelope } from '@docket/contracts/events/envelope';
import type { Ctx } from './ctx.ts';

/** A row of SQL type `outbox_event`: what a function of ours has written to the outbox. */
export type EventRow = { id: string; channel: string; envelope: EventEnvelope };

/** Hands events that were committed to the fast path. */
export function dispatchEvents(ctx: Pick<Ctx, 'dispatch'>, rows: readonly EventRow[]): void {
  if (rows.length === 0) return;
  ctx.dispatch(rows.map(({ id, channel, envelope }) => ({ topic: 'event', id, channel, envelope })));
}
