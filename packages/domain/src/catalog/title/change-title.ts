import type { RouteBody } from '@docket/contracts/http/route';
import type { changeTitle as route, TitleDetail } from '@docket/contracts/http/title';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { forgetTitles } from './forget.ts';
import { getTitle } from './get-title.ts';

/** Changes what a title says of itself. Shows there are take it as it is then. @throws DocketError `forbidden`, `title_not_found` */
export async function changeTitle(
  ctx: Ctx,
  { slug, ...input }: RouteBody<typeof route> & { readonly slug: string },
): Promise<TitleDetail> {
  requireRole(ctx, 'manager', 'admin');
  const { titleId } = await getTitle(ctx, { slug });
  const { kind, name, language, minutes, description, tags } = input;
  await ctx.db.prisma.title.update({
    where: { id: titleId },
    data: {
      ...(kind === undefined ? {} : { kind }),
      ...(name === undefined ? {} : { name }),
      ...(language === undefined ? {} : { language }),
      ...(minutes === undefined ? {} : { minutes }),
      ...(description === undefined ? {} : { description }),
      ...(tags === undefined ? {} : { tags: [...new Set(tags.map((tag) => tag.toLowerCase()))] }),
    },
    select: { id: true },
  });
  forgetTitles(ctx);
  return getTitle(ctx, { slug });
}
