import type { Pool, PoolClient } from '@docket/db/pool';
import { ascending, type Kind } from './kind.ts';

/** Numbered seats, one of each. */
export const seats: Kind<{ readonly seats: readonly number[] }> = {
  wanted: (request) => ({ units: ascending(request.seats), quantity: 1 }),
};

/**
 * Opens the pool of a show's seats, 1 to `seats`. Costs one row, however many seats there are: a seat gets its own when
 * somebody first wants it. Repeating it changes nothing.
 */
export async function openSeatPool(
  on: Pool | PoolClient,
  show: { readonly showId: string; readonly seats: number },
): Promise<void> {
  await on.query('SELECT open_seat_pool($1, $2)', [show.showId, show.seats]);
}
