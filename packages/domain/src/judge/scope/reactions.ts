import type { Ctx } from '../../spine/ctx.ts';
import type { Tx } from '../../spine/emit.ts';

/** What whoever keeps a scope does in transactions of the judge's. */
export type ScopeReactions = {
  readonly scopes: {
    /** Somebody reads what another has handed in: kept before it is shown, so that nobody reads unseen. */
    read(ctx: Ctx, tx: Tx, read: { readonly scopeId: string; readonly submissionId: string }): Promise<void>;
    /** A rejudge of the scope's was applied or dropped, or one of anything that has changed verdicts in it was applied. */
    rejudged(
      ctx: Ctx,
      tx: Tx,
      closed: {
        readonly scopeId: string;
        readonly rejudgeId: string;
        readonly became: 'applied' | 'dropped';
        readonly applied: number;
        readonly left: number;
      },
    ): Promise<void>;
  };
};
