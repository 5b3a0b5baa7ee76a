import { z } from 'zod';
import { DocketError } from '@docket/contracts/errors';
import type { listProblems as route } from '@docket/contracts/http/problem';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import type { Ctx } from '../../spine/ctx.ts';
import { decodeCursor, encodeCursor } from '../../spine/cursor.ts';
import { searchWords } from '../../spine/search-words.ts';
import { perDb, TtlCache } from '../../spine/ttl-cache.ts';
import { NAMES, orders, type Order, type OrderName } from './problem-order.ts';
import { FIGURES, LISTED, TAGS, TELLS_TAGS } from './visible.ts';
import { toSummary, type SolvedState, type SummaryRow } from './problem-row.ts';

export type ListProblemsInput = RouteQuery<typeof route>;
type Page = RouteResponse<typeof route>;

/** Lists as everybody sees them who is not logged in. */
export const problemListCache = perDb(() => new TtlCache<Page>({ ttlMs: 1_000, max: 200 }));

/** Share of a word's trigrams that must be found together: one wrong letter in a word of six passes. */
const FORGIVING = 0.4;

/**
 * Problems, searched and filtered, a page at a time. Every word of `q` must occur in title, slug or tags,
 * small typing mistakes forgiven; several tags must all be there. By tags nothing is found that a contest has. A search is sorted by relevance unless told otherwise.
 * `meta.total` counts the matches on all pages.
 * @throws DocketError `invalid_request` for a cursor of another list, or `solved` without a login.
 */
export async function listProblems(ctx: Pick<Ctx, 'db' | 'actor'>, input: ListProblemsInput): Promise<Page> {
  if (ctx.actor.kind === 'user') return load(ctx, input, ctx.actor.userId);
  if (input.solved !== undefined) {
    throw new DocketError('invalid_request', 'Filtering by what you have solved needs a login.', {
      fields: [{ path: 'query.solved', message: 'log in, or leave it out' }],
    });
  }
  return problemListCache(ctx.db).get(JSON.stringify(input), () => load(ctx, input, null));
}

async function load(ctx: Pick<Ctx, 'db'>, input: ListProblemsInput, userId: string | null): Promise<Page> {
  const words = searchWords(input.q);
  const name: OrderName = input.sort ?? (words.length > 0 ? 'relevance' : 'newest');
  // Relevance to nothing is no order.
  const sort = name === 'relevance' && words.length === 0 ? 'newest' : name;
  const order: Order = orders[sort];
  const after =
    input.cursor === undefined
      ? undefined
      : decodeCursor(z.object({ sort: z.literal(sort), key: order.cursorKey, id: z.uuid() }), input.cursor);

  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const conditions: string[] = [LISTED];
  const user = bind(userId);
  // Signs alone are in no name.
  if (words.length === 0 && (input.q ?? '').trim() !== '') conditions.push('false');
  for (const word of words) {
    const plain = `plain_words(${bind(word)})`;
    const within = (text: string) =>
      `(${text} LIKE '%' || ${plain} || '%' OR word_similarity(${plain}, ${text}) >= ${FORGIVING})`;
    conditions.push(within('p.search_words'), `(${TELLS_TAGS} OR ${within(NAMES)})`);
  }
  const tags = [input.tag ?? []].flat().map((tag) => tag.toLowerCase());
  if (tags.length > 0) conditions.push(`p.tags @> ${bind(tags)}::text[] AND ${TELLS_TAGS}`);
  if (input.difficulty !== undefined) conditions.push(`p.difficulty = ${bind(input.difficulty)}`);
  if (input.solved !== undefined) conditions.push(`coalesce(u.state, 'untouched') = ${bind(input.solved)}`);
  const where = () => `WHERE ${conditions.join(' AND ')}`;
  const from = `problems p LEFT JOIN user_problems u ON u.problem_id = p.id AND u.user_id = ${user}::uuid`;
  const counting = { text: `SELECT count(*)::int AS total FROM ${from} ${where()}`, values: [...values] };
  const key = order.key.includes('$SEARCH') ? order.key.replace('$SEARCH', bind(words.join(' '))) : order.key;
  if (after !== undefined) {
    conditions.push(
      `(${key}, p.id) ${order.direction === 'ASC' ? '>' : '<'} (${bind(after.key)}::${order.type}, ${bind(after.id)}::uuid)`,
    );
  }

  const listing = {
    text: `SELECT p.id, p.slug, p.title, p.difficulty, ${TAGS}, ${FIGURES}, u.state, ${key} AS key
       FROM ${from} ${where()}
      ORDER BY ${key} ${order.direction}, p.id ${order.direction} LIMIT ${bind(input.limit + 1)}`,
    values,
  };
  const [{ rows }, count] = await Promise.all([
    ctx.db.pool.query<SummaryRow & { state: SolvedState | null; key: string | number | Date }>(listing),
    ctx.db.pool.query<{ total: number }>(counting),
  ]);
  const shown = rows.slice(0, input.limit);
  const last = rows.length > input.limit ? shown.at(-1) : undefined;
  return {
    data: shown.map((row) => toSummary(row, userId === null ? null : (row.state ?? 'untouched'))),
    meta: {
      nextCursor:
        last === undefined
          ? null
          : encodeCursor({ sort, key: last.key instanceof Date ? last.key.toISOString() : last.key, id: last.id }),
      total: count.rows[0]?.total ?? 0,
    },
  };
}
