import { z } from 'zod';
import { DocketError } from '@docket/contracts/errors';
import type { TitleDetail } from '@docket/contracts/http/title';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { TITLE_COLUMNS, toTitle, type TitleRow } from './title-row.ts';

const bySlug = prepare(
  'title_by_slug',
  `SELECT ${TITLE_COLUMNS}, t.description FROM titles t WHERE t.slug = $1 OR t.id = $2 ORDER BY t.id = $2 DESC NULLS LAST LIMIT 1`,
).rows<TitleRow & { description: string }>();

/** One title, by slug or id. @throws DocketError `title_not_found` */
export async function getTitle(ctx: Pick<Ctx, 'db'>, input: { readonly slug: string }): Promise<TitleDetail> {
  const id = z.uuid().safeParse(input.slug);
  const [row] = await bySlug(ctx.db.pool, [input.slug, id.success ? id.data : null]);
  if (row === undefined)
    throw new DocketError('title_not_found', 'There is no title of this slug or id. GET /titles lists all.');
  return { ...toTitle(row), description: row.description };
}
