import { prepare } from '@docket/db/statement';
import type { Tx } from '../../spine/emit.ts';
import { hold } from '../../reservation/hold.ts';
import { seats as seatKind } from '../../reservation/kinds/seats.ts';

/** From now until they go on sale: so many minutes before the show, or when it is over. */
const secondsStatement = prepare(
  'house_seconds',
  `SELECT k.id, extract(epoch FROM coalesce(s.starts_at - make_interval(mins => k.release_minutes), s.ends_at) - clock_timestamp())::float8 AS seconds
     FROM house_blocks k JOIN shows s ON s.id = k.show_id WHERE k.id = ANY ($1::uuid[])`,
).rows<{ id: string; seconds: number }>();

export type Kept = { readonly showId: string; readonly blockId: string; readonly seat: number };

/**
 * Keeps free seats for blocks of the house, a hold of the kernel each, so that each can be released or booked alone. The pool is their owner, which has no
 * limit. What is past its time of release is not kept.
 * @returns those that are kept now
 */
export async function keepForHouse(tx: Tx, wanted: readonly Kept[]): Promise<Kept[]> {
  if (wanted.length === 0) return [];
  const rows = await secondsStatement(tx.client, [[...new Set(wanted.map(({ blockId }) => blockId))]]);
  const seconds = new Map(rows.map((row) => [row.id, row.seconds]));
  const due = wanted
    .filter(({ blockId }) => (seconds.get(blockId) ?? 0) > 0)
    .toSorted((a, b) => (a.showId === b.showId ? a.seat - b.seat : a.showId < b.showId ? -1 : 1));
  if (due.length === 0) return [];
  const results = await hold(
    tx.client,
    due.map(({ showId, blockId, seat }) => ({
      poolId: showId,
      ownerId: showId,
      wanted: seatKind.wanted({ seats: [seat] }),
      perOwner: null,
      seconds: seconds.get(blockId) ?? 0,
      subject: { kind: 'house', id: blockId },
    })),
  );
  return due.filter((_, at) => results[at]?.outcome === 'held');
}
