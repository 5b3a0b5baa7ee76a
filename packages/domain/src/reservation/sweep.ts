import { isAway } from '@docket/db/away';
import { prepare } from '@docket/db/statement';
import { apartIn } from '../spine/apart.ts';
import type { Ctx } from '../spine/ctx.ts';
import { change } from '../spine/emit.ts';
import { expire } from './end.ts';
import type { SubjectKind, SweepReactions } from './subject.ts';

/** Holds ended in one turn; more are for the next. */
export const SWEEP_BATCH = 200;

type DueRow = { id: string; subject: SubjectKind; subject_id: string };

const dueStatement = prepare('due_holds', 'SELECT id, subject, subject_id FROM due_holds($1, $2, $3)').rows<DueRow>();

/** The names of the record's own keys, which `Object.keys` gives as mere strings. */
function kindsOf(subjects: SweepReactions['subjects']): SubjectKind[] {
  return Object.keys(subjects) as SubjectKind[];
}

const apart = apartIn('sweep of holds');

/**
 * Ends holds that are past their time together with what they were made for, and tells users and screens.
 * Nothing depends on it but the screens: a hold past its time can neither be confirmed nor keep anybody from its seats. Holds for subjects that
 * this version does not know are left to the version that made them. One that cannot be ended does not keep the others: when they cannot be ended
 * together, each is ended by itself.
 * @returns true when there may be more at once
 */
export async function sweepHolds(ctx: Ctx, reactions: SweepReactions): Promise<boolean> {
  const each = apart(ctx);
  // Not left out of what was read: so many that cannot be ended would hide all those behind them.
  const due = await dueStatement(ctx.db.pool, [SWEEP_BATCH, kindsOf(reactions.subjects), each.resting()]);
  if (due.length === 0) return false;
  try {
    return (await endDue(ctx, due, reactions)) >= SWEEP_BATCH;
  } catch (error) {
    if (isAway(error)) throw error;
    await each.each(
      due,
      ({ id }) => id,
      async (hold) => void (await endDue(ctx, [hold], reactions)),
    );
    return false;
  }
}

/** All of them or, when that fails, none. @returns how many were ended now; somebody else works on the others */
async function endDue(ctx: Ctx, due: readonly DueRow[], reactions: SweepReactions): Promise<number> {
  const { subjects } = reactions;
  return change(ctx, async (tx) => {
    const free: string[] = [];
    for (const [kind, holds] of Map.groupBy(due, ({ subject }) => subject)) {
      const ids = new Set(
        await subjects[kind].lock(
          tx,
          holds.map((hold) => hold.subject_id),
        ),
      );
      free.push(...holds.filter((hold) => ids.has(hold.subject_id)).map(({ id }) => id));
    }
    const now = await expire(tx, free, reactions);
    for (const [kind, holds] of Map.groupBy(now, ({ subject }) => subject.kind)) await subjects[kind].end(tx, holds);
    return now.length;
  });
}
