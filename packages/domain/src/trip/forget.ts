import type { Tx } from '../spine/emit.ts';

/** What stands for a guest whose account is gone: the house knows the trip by its reference. */
const GONE = 'Account deleted';

/** Takes a person out of their trips, which stay for the books, and forgets what they asked the price of and did not order. */
export async function forgetTrips({ client }: Tx, userId: string): Promise<void> {
  await client.query(
    `UPDATE trips SET guest_name = $2, guest_phone = NULL, requests = NULL, revision = revision + 1, updated_at = clock_timestamp() WHERE user_id = $1`,
    [userId, GONE],
  );
  await client.query(
    'DELETE FROM stay_quotes q WHERE q.user_id = $1 AND NOT EXISTS (SELECT FROM trip_parts p WHERE p.quote_id = q.id)',
    [userId],
  );
}
