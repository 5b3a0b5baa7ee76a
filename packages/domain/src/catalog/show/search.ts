import { createHash } from 'node:crypto';
import { TIMES_PER_TITLE } from '@docket/contracts/http/show';
import type { TitleKind, TitleSummary } from '@docket/contracts/http/title';
import type { Db } from '@docket/db/client';
import { decodeCursor, encodeCursor } from '../../spine/cursor.ts';
import { after, searchTitles, type TitleSearch } from '../title/search.ts';
import { TITLE_COLUMNS, toTitle, type TitleRow } from '../title/title-row.ts';
import { SHOW_COLUMNS, toShow, type BareShow, type ShowRow } from './show-row.ts';

export type ShowQuery = {
  readonly cityId?: string | undefined;
  readonly q?: string | undefined;
  /** A day as the clocks of the city count it. */
  readonly date?: string | undefined;
  /** Slug or id. */
  readonly title?: string | undefined;
  /** Slug. */
  readonly venue?: string | undefined;
  readonly kind?: TitleKind | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
  /** Shows that begin later. */
  readonly now: Date;
};

export type FoundShow = BareShow & { readonly fromPriceMinor: number };
export type FoundTitle = { readonly title: TitleSummary; readonly shows: readonly FoundShow[]; readonly more: boolean };
export type FoundPage = { readonly data: readonly FoundTitle[]; readonly meta: { readonly nextCursor: string | null } };

/** Finds what is on, without how many seats are free. Postgres does it here; a search engine would be another function of this type. */
export type ShowSearch = (query: ShowQuery) => Promise<FoundPage>;

type Row = ShowRow & TitleRow & { readonly fromPriceMinor: number; readonly key: string | number };

/** @throws (when called) DocketError `invalid_request` for a cursor of another list */
export function postgresShowSearch(db: Pick<Db, 'pool'>): ShowSearch {
  return async (query) => {
    const { name, text, values, search } = showSearchStatement(query);
    const { rows } = await db.pool.query<Row>({ name, text, values });
    return toPage(rows, search, query);
  };
}

/**
 * One statement: the page of titles that have a show that fits, then the next times of each by key, and only for those shows
 * where they are and what they cost. A row per show, in the order of the page.
 */
export function showSearchStatement(query: ShowQuery): {
  /** Of the text, which is the same for all searches with the same fields: connections keep each of them planned. */
  name: string;
  text: string;
  values: unknown[];
  search: TitleSearch;
} {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const search = searchTitles(query.q, bind);

  const ofTitle: string[] = [];
  if (query.kind !== undefined) ofTitle.push(`t.kind = ${bind(query.kind)}`);
  if (query.title !== undefined) {
    const title = bind(query.title);
    ofTitle.push(`(t.slug = ${title} OR t.id::text = ${title})`);
  }
  const ofShow = [`s.status = 'ON_SALE'`, `s.starts_at > ${bind(query.now)}`];
  if (query.cityId !== undefined) ofShow.push(`s.city_id = ${bind(query.cityId)}`);
  if (query.date !== undefined) ofShow.push(`s.local_date = ${bind(query.date)}::date`);
  if (query.venue !== undefined)
    ofShow.push(
      `s.hall_id = ANY (ARRAY(SELECT y.id FROM halls y JOIN venues z ON z.id = y.venue_id WHERE z.slug = ${bind(query.venue)}))`,
    );
  const shows = ofShow.join(' AND ');
  if (query.cursor !== undefined) ofTitle.push(after(search, decodeCursor(search.cursor, query.cursor), bind));
  const titles = [...ofTitle, `EXISTS (SELECT FROM shows s WHERE s.title_id = t.id AND ${shows})`].join(' AND ');
  const order = (of: string, id: string): string => `${of} ${search.direction}, ${id} ${search.direction}`;
  const text = `
    WITH page AS MATERIALIZED (
      SELECT ${TITLE_COLUMNS}, ${search.key} AS key FROM ${search.from} WHERE ${titles}
       ORDER BY ${order(search.key, 't.id')} LIMIT ${bind(query.limit + 1)})
    SELECT t.*, ${SHOW_COLUMNS}, (SELECT min(z.price_minor) FROM show_zones z WHERE z.show_id = s.id) AS "fromPriceMinor"
      FROM page t CROSS JOIN LATERAL (
        SELECT * FROM shows s WHERE s.title_id = t.id AND ${shows} ORDER BY s.starts_at, s.id LIMIT ${bind(timesShown(query) + 1)}) s
      JOIN halls h ON h.id = s.hall_id JOIN venues v ON v.id = h.venue_id JOIN cities c ON c.id = s.city_id
     ORDER BY ${order('t.key', 't.id')}, s.starts_at, s.id`;
  return { name: `show_search_${createHash('sha256').update(text).digest('hex').slice(0, 16)}`, text, values, search };
}

function timesShown(query: Pick<ShowQuery, 'date' | 'title'>): number {
  return query.date !== undefined || query.title !== undefined ? TIMES_PER_TITLE.chosen : TIMES_PER_TITLE.browsing;
}

function toPage(rows: readonly Row[], search: TitleSearch, query: ShowQuery): FoundPage {
  const { limit } = query;
  const byTitle = [...Map.groupBy(rows, (row) => row.id).values()];
  const last = byTitle.length > limit ? byTitle[limit - 1]?.[0] : undefined;
  return {
    data: byTitle.slice(0, limit).flatMap((ofTitle) => {
      const [first] = ofTitle;
      if (first === undefined) return [];
      const shows = ofTitle.slice(0, timesShown(query));
      return {
        title: toTitle(first),
        shows: shows.map((row) => ({ ...toShow(row), fromPriceMinor: row.fromPriceMinor })),
        more: ofTitle.length > shows.length,
      };
    }),
    meta: { nextCursor: last === undefined ? null : encodeCursor({ by: search.by, key: last.key, id: last.id }) },
  };
}
