import { DocketError } from '@docket/contracts/errors';
import {
  REPLIES_MAX,
  type createThread as createRoute,
  type Post,
  type Thread,
} from '@docket/contracts/http/discussion';
import type { RouteBody } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { closed, openProblem } from '../open.ts';
import { openThread } from './get.ts';
import { discussionNews, findPost, noThread, toPost, toThread, type Reader } from './rows.ts';

// Setters write nothing either while a contest has the problem.
const createStatement = prepare(
  'discussion_create',
  `INSERT INTO discussion_posts (id, problem_id, author_id, kind, title, text, language, spoiler, created_at)
   SELECT $1, p.id, $3, $4, $5, $6, $7, $8, $9 FROM problems p
    WHERE p.id = $2 AND p.status = 'PUBLISHED' AND NOT problem_contested(p.id, $3)
      AND ($4 <> 'solution' OR EXISTS (SELECT FROM user_problems u WHERE u.user_id = $3 AND u.problem_id = p.id AND u.state = 'solved')) RETURNING id`,
);

/**
 * Begins a discussion: a question, or a solution of whoever has solved the problem, which always gives something away.
 * @throws DocketError `unauthenticated`, `problem_not_found`, `practice_closed`, `unsolved`
 */
export async function createThread(
  ctx: Ctx,
  input: RouteBody<typeof createRoute> & { readonly slug: string },
): Promise<Thread> {
  const { userId } = requireUser(ctx);
  const problem = await openProblem(ctx, input.slug);
  const solution = input.kind === 'solution';
  if (solution && !problem.solved)
    throw new DocketError('unsolved', 'Solutions are shared by those who have solved the problem. Ask a question.');
  const id = newId();
  await change(ctx, async (tx) => {
    const made = await createStatement(tx.client, [
      id,
      problem.id,
      userId,
      input.kind,
      input.title,
      input.text,
      solution ? (input.language ?? null) : null,
      solution || input.spoiler,
      ctx.clock.now(),
    ]);
    if (made.length === 0) throw closed();
    tx.emit(discussionNews({ id, problem_id: problem.id, thread_id: null }));
  });
  const row = await findPost(ctx.db.pool, id);
  if (row === undefined) throw noThread();
  return toThread(row, authorOf(userId));
}

/** What one has written oneself is never kept back. */
export function authorOf(userId: string): Reader {
  return { userId, moderates: false, solved: false, spoil: false };
}

// Locks the thread, so that nothing is added to what is being locked, hidden or taken away.
const countStatement = prepare(
  'discussion_count_reply',
  `UPDATE discussion_posts t SET replies = t.replies + 1 FROM problems p
    WHERE t.id = $1 AND t.kind <> 'reply' AND t.locked_at IS NULL AND t.hidden_at IS NULL AND t.deleted_at IS NULL AND t.replies < $3
      AND p.id = t.problem_id AND p.status = 'PUBLISHED' AND NOT problem_contested(p.id, $2) RETURNING t.id`,
);
const replyStatement = prepare(
  'discussion_reply',
  `INSERT INTO discussion_posts (id, problem_id, thread_id, author_id, kind, text, spoiler, created_at)
   SELECT $1, t.problem_id, t.id, $3, 'reply', $4, $5, $6 FROM discussion_posts t WHERE t.id = $2`,
);

/** Replies in a discussion. @throws DocketError `unauthenticated`, `thread_not_found`, `practice_closed`, `thread_locked` */
export async function replyTo(
  ctx: Ctx,
  input: { readonly id: string; readonly text: string; readonly spoiler: boolean },
): Promise<Post> {
  const { userId } = requireUser(ctx);
  const { row: thread } = await openThread(ctx, input.id, false);
  const id = newId();
  await change(ctx, async (tx) => {
    const counted = await countStatement(tx.client, [thread.id, userId, REPLIES_MAX]);
    if (counted.length === 0) {
      const { row: now } = await openThread(ctx, input.id, false);
      throw now.locked_at !== null || now.deleted_at !== null || now.hidden_at !== null || now.replies >= REPLIES_MAX
        ? locked()
        : closed();
    }
    await replyStatement(tx.client, [id, thread.id, userId, input.text, input.spoiler, ctx.clock.now()]);
    tx.emit(discussionNews(thread));
  });
  const row = await findPost(ctx.db.pool, id);
  if (row === undefined) throw noThread();
  return toPost(row, authorOf(userId));
}

export function locked(): DocketError {
  return new DocketError('thread_locked', 'This discussion takes nothing more: it is locked, taken away, or full.');
}
