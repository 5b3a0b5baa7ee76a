import type { RouteBody, RouteResponse } from '@docket/contracts/http/route';
import type { createTitle as route } from '@docket/contracts/http/titles';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { slugTaken } from '../slug.ts';

const insert = prepare(
  'titles_insert',
  `INSERT INTO titles (id, slug, kind, name, language, minutes, description, tags) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
   ON CONFLICT (slug) DO NOTHING RETURNING id`,
);

/** Adds a title. @throws DocketError `forbidden`, `slug_taken` */
export async function createTitle(ctx: Ctx, input: RouteBody<typeof route>): Promise<RouteResponse<typeof route>> {
  requireRole(ctx, 'manager', 'admin');
  const tags = [...new Set(input.tags.map((tag) => tag.toLowerCase()))];
  const { slug, kind, name, language, minutes, description } = input;
  const [made] = await insert(ctx.db.pool, [newId(), slug, kind, name, language ?? null, minutes, description, tags]);
  if (made === undefined) throw slugTaken('title', slug);
  return { titleId: made.id, slug };
}
