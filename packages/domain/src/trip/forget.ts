import type { Tx } from '../spine/emit.ts';

/** What stands for a guest whose account is gone: the house knows the trip by its reference. */
const GONE = 'Account deleted';

/** Passengers without what says who they were, as JSON of `flightPassenger`. */
const NAMELESS = (passengers: string): string => `(
  SELECT coalesce(jsonb_agg(jsonb_build_object('kind', x.value -> 'kind', 'surname', '–', 'given', '–', 'bornOn', '1900-01-01',
                                               'passport', jsonb_build_object('surname', 'X', 'given', 'X')) ORDER BY x.ordinality), '[]')
    FROM jsonb_array_elements(${passengers}) WITH ORDINALITY x)`;

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
  await client.query(
    'DELETE FROM flight_quotes q WHERE q.user_id = $1 AND NOT EXISTS (SELECT FROM trip_parts p WHERE p.quote_id = q.id)',
    [userId],
  );
  // Whoever flew stays one of so many of a kind.
  await client.query(`UPDATE flight_quotes q SET passengers = ${NAMELESS('q.passengers')} WHERE q.user_id = $1`, [
    userId,
  ]);
  await client.query(
    `UPDATE trip_parts p SET detail = jsonb_set(p.detail, '{passengers}', ${NAMELESS(`p.detail -> 'passengers'`)})
       FROM trips t WHERE t.id = p.trip_id AND t.user_id = $1 AND p.kind = 'flight'`,
    [userId],
  );
}
