import { DocketError } from '@docket/contracts/errors';
import type { PoolClient } from '@docket/db/pool';
import { invalidFields } from '../../spine/invalid.ts';

/** Two that plan one hall wait for each other here, in the order of ids; the newest version stands for the room. */
export async function lockHalls(client: PoolClient, hallIds: readonly string[]): Promise<void> {
  await client.query(
    `SELECT FROM halls WHERE (venue_id, name) IN (SELECT venue_id, name FROM halls WHERE id = ANY ($1)) ORDER BY id FOR NO KEY UPDATE`,
    [[...new Set(hallIds)]],
  );
}

/**
 * One show at a time in a hall, whichever version of it.
 * @param time.except a show that is not in its own way
 * @param path of the field that says when it begins
 * @throws DocketError `hall_busy`, with the time that is taken by the clocks of the city
 */
export async function refuseBusyHall(
  client: PoolClient,
  time: { readonly hallId: string; readonly from: Date; readonly to: Date; readonly except?: string },
  path: string,
): Promise<void> {
  const { rows } = await client.query<{ begins: string; ends: string; city: string }>(
    `SELECT to_char(s.starts_at AT TIME ZONE c.timezone, 'YYYY-MM-DD HH24:MI') AS begins, to_char(s.ends_at AT TIME ZONE c.timezone, 'YYYY-MM-DD HH24:MI') AS ends, c.name AS city
       FROM shows s JOIN halls h ON h.id = s.hall_id JOIN halls mine ON mine.venue_id = h.venue_id AND mine.name = h.name JOIN cities c ON c.id = s.city_id
      WHERE mine.id = $1 AND s.status = 'ON_SALE' AND s.starts_at < $3 AND s.ends_at > $2 AND s.id IS DISTINCT FROM $4 ORDER BY s.starts_at LIMIT 1`,
    [time.hallId, time.from, time.to, time.except ?? null],
  );
  const [other] = rows;
  if (other === undefined) return;
  const { begins, ends, city } = other;
  const message = `The hall has another show from ${begins} to ${ends}, local time in ${city}. Choose another time or hall`;
  throw new DocketError('hall_busy', `${message}.`, { fields: [{ path, message }] });
}

/** Nothing is sold of a show that has begun. @throws DocketError `invalid_request` naming both fields */
export function refuseLateSale(show: { readonly saleOpensAt: Date; readonly startsAt: Date }, path: string): void {
  if (show.saleOpensAt < show.startsAt) return;
  throw invalidFields([
    [`${path}.saleOpensAt`, `the sale must open before the show begins (${show.startsAt.toISOString()})`],
    [`${path}.startsAt`, `the show must begin after its sale opens (${show.saleOpensAt.toISOString()})`],
  ]);
}
