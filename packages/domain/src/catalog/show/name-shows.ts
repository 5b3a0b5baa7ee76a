import { prepare } from '@docket/db/statement';
import type { Tx } from '../../spine/emit.ts';

/** A show as people know it. */
export type NamedShow = {
  readonly title: string;
  readonly venue: string;
  readonly startsAt: string;
  /** IANA name of the zone of its city. */
  readonly timezone: string;
};

const nameStatement = prepare(
  'show_names',
  `SELECT s.id, t.name AS title, v.name AS venue, s.starts_at, c.timezone
     FROM shows s JOIN titles t ON t.id = s.title_id JOIN halls h ON h.id = s.hall_id JOIN venues v ON v.id = h.venue_id JOIN cities c ON c.id = s.city_id
    WHERE s.id = ANY ($1::uuid[])`,
);

/** Shows by their ids; those that there are not are left out. */
export async function nameShows(tx: Pick<Tx, 'client'>, showIds: Iterable<string>): Promise<Map<string, NamedShow>> {
  const rows = await nameStatement(tx.client, [[...new Set(showIds)]]);
  return new Map(
    rows.map(({ id, title, venue, starts_at, timezone }) => [
      id,
      { title, venue, startsAt: starts_at.toISOString(), timezone },
    ]),
  );
}
