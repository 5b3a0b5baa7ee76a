import type { Tx } from '../spine/emit.ts';

/** Takes what the house noted of a person out of their stays, and out of their history. That something was noted stays. */
export async function forgetStays({ client }: Tx, userId: string): Promise<void> {
  await client.query(
    'UPDATE stays s SET note = NULL, revision = s.revision + 1 FROM trips t WHERE t.id = s.trip_id AND t.user_id = $1 AND s.note IS NOT NULL',
    [userId],
  );
  await client.query(
    `UPDATE stay_acts a SET detail = '' FROM stays s JOIN trips t ON t.id = s.trip_id WHERE s.part_id = a.part_id AND t.user_id = $1 AND a.act = 'noted'`,
    [userId],
  );
}
