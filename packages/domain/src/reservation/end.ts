import type { Pool, PoolClient } from '@docket/db/pool';
import { prepare } from '@docket/db/statement';

const endStatement = prepare('reservation_end', 'SELECT id FROM reservation_end($1, $2)').rows<{ id: string }>();

/**
 * Gives back what ACTIVE holds still have.
 * @returns the ids of those that were ended now; the others had ended before
 */
export async function release(on: Pool | PoolClient, holdIds: readonly string[]): Promise<string[]> {
  return (await endStatement(on, [holdIds, 'RELEASED'])).map((row) => row.id);
}

/** As `release`, for holds that are past their time; the others stay as they are. */
export async function expire(on: Pool | PoolClient, holdIds: readonly string[]): Promise<string[]> {
  return (await endStatement(on, [holdIds, 'EXPIRED'])).map((row) => row.id);
}
