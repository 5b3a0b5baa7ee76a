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

const nameStatement = prepare('show_names', 'SELECT id, title, venue, starts_at, timezone FROM show_names($1)').rows<{
  id: string;
  title: string;
  venue: string;
  starts_at: Date;
  timezone: string;
}>();

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
