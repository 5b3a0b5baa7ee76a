import { showChannel, type ShowChanged } from '@docket/contracts/events/booking';
import { userChannel } from '@docket/contracts/events/envelope';
import { prepare } from '@docket/db/statement';
import type { Tx } from '../spine/emit.ts';

const buyersStatement = prepare(
  'buyers_of_show',
  `SELECT DISTINCT b.user_id FROM bookings b
    WHERE (b.show_id = $1 AND b.status IN ('HELD', 'AWAITING_PAYMENT', 'CONFIRMED')) OR b.id IN (SELECT q.id FROM bookings q WHERE q.status = 'QUEUED' AND q.show_id = $1)`,
);

/** Who has seats of a show, or has asked for some. */
export async function buyersOf(tx: Tx, showId: string): Promise<string[]> {
  return (await buyersStatement(tx.client, [showId])).map((row) => row.user_id);
}

/** Tells those people, each once, and everybody who looks at the show what has become of it. */
export function tellOfShow(tx: Tx, show: ShowChanged, userIds: Iterable<string>): void {
  const channels = [showChannel(show.showId), ...[...new Set(userIds)].map(userChannel)];
  tx.emit(...channels.map((channel) => ({ channel, type: 'show.changed', data: show }) as const));
}
