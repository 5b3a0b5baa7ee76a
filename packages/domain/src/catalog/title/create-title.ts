import type { RouteBody, RouteResponse } from '@docket/contracts/http/route';
import type { createTitle as route } from '@docket/contracts/http/title';
import { newId } from '@docket/runtime/id';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { slugTaken } from '../slug.ts';
import { forgetTitles } from './forget.ts';

/** Adds a title. @throws DocketError `forbidden`, `slug_taken` */
export async function createTitle(ctx: Ctx, input: RouteBody<typeof route>): Promise<RouteResponse<typeof route>> {
  requireRole(ctx, 'manager', 'admin');
  const tags = [...new Set(input.tags.map((tag) => tag.toLowerCase()))];
  const { slug, kind, name, language, minutes, description } = input;
  const { id } = await ctx.db.prisma.title
    .create({
      data: { id: newId(), slug, kind, name, language: language ?? null, minutes, description, tags },
      select: { id: true },
    })
    .catch((error: unknown) => {
      throw slugTaken(error, 'title', slug);
    });
  forgetTitles(ctx);
  return { titleId: id, slug };
}
