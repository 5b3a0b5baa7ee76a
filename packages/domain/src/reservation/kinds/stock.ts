import type { Pool, PoolClient } from '@docket/db/pool';
import type { Kind } from './kind.ts';

/** All pieces of a stock are alike: one counter. */
const UNIT = 0;

/** Counted goods. */
export const stock: Kind<{ readonly quantity: number }> = {
  wanted({ quantity }) {
    if (!Number.isSafeInteger(quantity) || quantity < 1) throw new RangeError('nothing is asked for');
    return { units: [UNIT], quantity };
  },
};

/** Opens the pool of an item with so many pieces. Repeating it changes nothing. */
export async function openStockPool(
  on: Pool | PoolClient,
  item: { readonly itemId: string; readonly pieces: number },
): Promise<void> {
  await on.query('SELECT open_counter_pool($1, $2, $3)', [item.itemId, [UNIT], [item.pieces]]);
}
