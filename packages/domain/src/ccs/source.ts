import type { Ctx } from '../spine/ctx.ts';
import type { CcsFold } from './fold.ts';
import { foldOf } from './folds.ts';
import { peopleOf, type CcsPeople } from './people.ts';
import { readerOf, type CcsReader } from './view.ts';

/** What the objects of a contest are made of, as one reader sees it at one moment. */
export type CcsSource = CcsReader & {
  readonly ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>;
  readonly now: Date;
  readonly fold: CcsFold;
  readonly people: CcsPeople;
};

/** @throws DocketError `contest_not_found` */
export async function sourceOf(
  ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>,
  idOrSlug: string,
  fold: typeof foldOf = foldOf,
): Promise<CcsSource> {
  const reader = await readerOf(ctx, idOrSlug);
  const [folded, people] = [await fold(ctx, reader.contest.id), await peopleOf(ctx, reader.contest.id)];
  return { ...reader, ctx, now: ctx.clock.now(), fold: folded, people };
}
