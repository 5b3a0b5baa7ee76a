import type { Ctx } from '../../spine/ctx.ts';
import type { Tx } from '../../spine/emit.ts';

/** What whoever keeps something about problems does in transactions of the judge's. */
export type ProblemReactions = {
  readonly problems: {
    /** A problem is about to be deleted, with all that is kept about it. The row is locked. @throws DocketError `problem_in_use` where that may not be lost */
    deleting(ctx: Ctx, tx: Tx, problem: { readonly problemId: string; readonly slug: string }): Promise<void>;
  };
};
