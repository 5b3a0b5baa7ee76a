import { DocketError } from '@docket/contracts/errors';
import { juryChannel } from '@docket/contracts/events/contest';
import type { Clarification } from '@docket/contracts/http/contest-desk';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import type { Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { requireProblems } from '../problem/list.ts';
import { problemOf, readClarification } from './clarifications.ts';
import { readerOf } from './reader.ts';

/** Questions of a participant that the jury has not answered, at most. */
const OPEN_MOST = 20;

const askStatement = prepare(
  'contest_clarification_ask',
  `INSERT INTO contest_clarifications (id, contest_id, kind, participant_id, asked_by, problem_id, question)
   SELECT $1, $2, 'question', $3, $4, $5, $6
    WHERE (SELECT count(*) FROM contest_clarifications q WHERE q.contest_id = $2 AND q.participant_id = $3 AND q.answered_at IS NULL) < $7 RETURNING id`,
);

/**
 * Asks the jury, about a problem or about the contest. The jury is told at once.
 * @throws DocketError `unauthenticated`, `contest_not_found`, `contest_not_participant`, `contest_problem_not_found`, `contest_not_started`,
 * `contest_window_not_begun`, `contest_over`, `too_many_requests`
 */
export async function askClarification(
  ctx: Ctx,
  input: { readonly id: string; readonly label?: string | undefined; readonly question: string },
): Promise<Clarification> {
  const reader = await readerOf(ctx, input.id);
  const { contest, userId, participantId } = reader;
  if (participantId === null)
    throw new DocketError(
      'contest_not_participant',
      'The jury does not ask itself; it announces: POST /contest/:id/announcements.',
    );
  // Of a problem only who sees it; letters are no secret, and questions in its name would be one's own guesses.
  if (input.label !== undefined) requireProblems(contest, ctx.clock.now());
  const problemId = await problemOf(ctx, contest.id, input.label);
  const id = newId();
  await change(ctx, async (tx) => {
    const asked = await askStatement(tx.client, [
      id,
      contest.id,
      participantId,
      userId,
      problemId,
      input.question,
      OPEN_MOST,
    ]);
    if (asked.length === 0)
      throw new DocketError('too_many_requests', `You have ${OPEN_MOST} questions without an answer. Wait for some.`, {
        retryAfter: 60,
      });
    tx.emit({
      channel: juryChannel(contest.jury_key),
      type: 'clarification.changed',
      data: { contestId: contest.id, clarificationId: id, kind: 'question', status: 'open' },
    });
  });
  return readClarification(ctx, reader, id);
}
