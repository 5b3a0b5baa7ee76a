import type { EventEnvelope } from '@docket/contracts/events/envelope';
import type { EventRow } from '../spine/outbox-events.ts';

/** Rows of `confirm_booking` and `cancel_booking`: the outcome, then the outcome again with each event. */
export type ChangeRow = {
  outcome: string;
  id: string | null;
  channel: string | null;
  envelope: EventEnvelope | null;
};

export function readChange(rows: readonly ChangeRow[]): { readonly outcome: string; readonly events: EventRow[] } {
  const [first] = rows;
  if (first === undefined) throw new Error('a change of a booking answered nothing');
  const events = rows.flatMap(({ id, channel, envelope }) =>
    id === null || channel === null || envelope === null ? [] : [{ id, channel, envelope }],
  );
  return { outcome: first.outcome, events };
}
