import { prepare } from '@docket/db/statement';
import { lockScope, tellScope } from '../judge/scope/lock.ts';
import { apartIn } from '../spine/apart.ts';
import type { Ctx } from '../spine/ctx.ts';
import { change } from '../spine/emit.ts';
import { keepRecord } from './audit.ts';
import { giveResults, moveBoard } from './board/move.ts';
import { foldRatings } from './rating/fold.ts';

// Wake-ups are lost with a queue; the log is not. A moment is left to those who were woken.
const behindStatement = prepare(
  'contest_boards_behind',
  `SELECT b.contest_id FROM contest_boards b JOIN judge_scopes s ON s.id = b.contest_id
     JOIN judge_scope_log l ON l.scope_id = s.id AND l.seq = b.seq + 1
    WHERE s.next_seq - 1 > b.seq AND l.at < now() - interval '1 second' ORDER BY b.contest_id LIMIT 50`,
);
// Where nothing is hidden when everybody's time is over, and all is judged, results count by themselves.
const ENDED = `FROM contests c JOIN judge_scopes s ON s.id = c.id
    WHERE s.active AND NOT c.closed AND s.told_at IS NULL AND s.paused_at IS NULL AND s.over_at < now() - interval '10 seconds'
      AND (c.freezes_at IS NULL AND c.frozen_from_ms IS NULL OR c.thawed_at IS NOT NULL)
      AND NOT EXISTS (SELECT FROM submissions x WHERE x.scope_id = c.id AND x.finished_at IS NULL)`;
const endedStatement = prepare('contests_to_be_told', `SELECT c.id ${ENDED} ORDER BY c.id LIMIT 50`);
// The jury may have moved the end, or frozen the board, until the scope was locked.
const stillStatement = prepare('contest_still_to_be_told', `SELECT ${ENDED} AND c.id = $1`);

const ungivenStatement = prepare(
  'contests_ratings_lack',
  `SELECT c.id FROM contests c JOIN contest_boards b ON b.contest_id = c.id JOIN judge_scopes s ON s.id = c.id
    WHERE c.rated AND c.finalised_at < now() - interval '2 seconds' AND b.seq = s.next_seq - 1 AND NOT EXISTS (SELECT FROM contest_ratings r WHERE r.contest_id = c.id)
    ORDER BY c.id LIMIT 50`,
);
// A moment is left to those who were woken.
const staleStatement = prepare(
  'ratings_stale',
  `SELECT f.id FROM rating_fold f WHERE f.since < now() - interval '2 seconds'`,
);

const apart = apartIn('contests');

/** Moves boards on that nobody was woken for, lets results of contests that ended count, and folds ratings that were left stale. */
export async function sweepContests(ctx: Ctx): Promise<void> {
  for (const { contest_id: contestId } of await behindStatement(ctx.db.pool, []))
    await apart(ctx).one(contestId, () => moveBoard(ctx, { contestId }));
  for (const { id } of await endedStatement(ctx.db.pool, []))
    await apart(ctx).one(id, () =>
      change(ctx, async (tx) => {
        await lockScope(tx, id);
        if ((await stillStatement(tx.client, [id])).length === 0) return;
        if (await tellScope(tx, id)) await keepRecord(ctx, tx, { contestId: id, act: 'contest.told' });
      }),
    );
  for (const { id } of await ungivenStatement(ctx.db.pool, []))
    await apart(ctx).one(id, () => giveResults(ctx, { contestId: id }));
  for (const { id } of await staleStatement(ctx.db.pool, [])) await apart(ctx).one(id, () => foldRatings(ctx));
}
