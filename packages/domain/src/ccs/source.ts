import type { Ctx } from '../spine/ctx.ts';
import type { CcsFold } from './fold.ts';
import { foldOf, recentFoldOf } from './folds.ts';
import { peopleOf, type CcsPeople } from './people.ts';
import { readerOf, type CcsReader } from './view.ts';

/** What the objects of a contest are made of, as one reader sees it at one moment. */
export type CcsSource = CcsReader & {
  readonly ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>;
  readonly now: Date;
  readonly fold: CcsFold;
  readonly people: CcsPeople;
  /** Is it read again and again? Then what all such readers share will do, which is behind by less than half a second. */
  readonly again: boolean;
};

/**
 * The row of the contest is read before its log: what a thaw, or the end, has released is there with the moment of it.
 * @throws DocketError `contest_not_found`
 */
export async function sourceOf(
  ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>,
  idOrSlug: string,
  { again = false }: { readonly again?: boolean } = {},
): Promise<CcsSource> {
  const reader = await readerOf(ctx, idOrSlug);
  const fold = await (again ? recentFoldOf : foldOf)(ctx, reader.contest);
  return { ...reader, ctx, now: ctx.clock.now(), fold, people: await peopleOf(ctx, reader.contest.id), again };
}
