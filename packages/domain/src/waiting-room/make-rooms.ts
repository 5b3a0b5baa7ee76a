import { createHash, randomBytes } from 'node:crypto';
import { prepare } from '@docket/db/statement';
import type { Tx } from '../spine/emit.ts';

const SEED_BYTES = 32;

const roomsStatement = prepare(
  'make_rooms',
  'INSERT INTO rooms (show_id, seed, commitment) SELECT * FROM unnest($1::uuid[], $2::bytea[], $3::bytea[]) ON CONFLICT DO NOTHING',
);

/**
 * Makes the waiting rooms of shows in the transaction that wants them, so that a room's commitment is older than any entrant. A room that there
 * is stays as it is, with its seed.
 */
export async function makeRooms(tx: Tx, showIds: readonly string[]): Promise<void> {
  if (showIds.length === 0) return;
  const seeds = showIds.map(() => randomBytes(SEED_BYTES));
  const commitments = seeds.map((seed) => createHash('sha256').update(seed).digest());
  await roomsStatement(tx.client, [showIds, seeds, commitments]);
}
