import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import type { listTitles as route } from '@docket/contracts/http/title';
import type { Ctx } from '../../spine/ctx.ts';
import { decodeCursor, encodeCursor } from '../../spine/cursor.ts';
import { perDb, TtlCache } from '../../spine/ttl-cache.ts';
import { after, searchTitles } from './search.ts';
import { TITLE_COLUMNS, toTitle, type TitleRow } from './title-row.ts';

type Page = RouteResponse<typeof route>;
export const titleListCache = perDb(() => new TtlCache<Page>({ ttlMs: 1_000, max: 200 }));

/** Titles, a page at a time. @throws DocketError `invalid_request` for a cursor of another list */
export function listTitles(ctx: Pick<Ctx, 'db'>, input: RouteQuery<typeof route>): Promise<Page> {
  return titleListCache(ctx.db).get(JSON.stringify(input), () => load(ctx, input));
}

async function load(ctx: Pick<Ctx, 'db'>, input: RouteQuery<typeof route>): Promise<Page> {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const search = searchTitles(input.q, bind);
  const conditions: string[] = [];
  if (input.kind !== undefined) conditions.push(`t.kind = ${bind(input.kind)}`);
  if (input.cursor !== undefined) conditions.push(after(search, decodeCursor(search.cursor, input.cursor), bind));
  const { rows } = await ctx.db.pool.query<TitleRow & { key: string | number }>(
    `SELECT ${TITLE_COLUMNS}, ${search.key} AS key FROM ${search.from}
      ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
      ORDER BY ${search.key} ${search.direction}, t.id ${search.direction} LIMIT ${bind(input.limit + 1)}`,
    values,
  );
  const shown = rows.slice(0, input.limit);
  const last = rows.length > input.limit ? shown.at(-1) : undefined;
  const nextCursor = last === undefined ? null : encodeCursor({ by: search.by, key: last.key, id: last.id });
  return { data: shown.map(toTitle), meta: { nextCursor } };
}
