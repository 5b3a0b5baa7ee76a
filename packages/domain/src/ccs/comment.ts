import { DocketError } from '@docket/contracts/errors';
import type { CcsCommentary, CcsCommentaryAsked } from '@docket/contracts/ccs/commentary';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { keepRecord } from '../contest/audit.ts';
import { problemOf } from '../contest/desk/clarifications.ts';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { change } from '../spine/emit.ts';
import { getCcs } from './collections.ts';
import { COMMENTS_MAX } from './objects/commentary.ts';
import { sourceOf, type CcsSource } from './source.ts';

// The contest's own time of a comment is kept with it: a pause that comes later moves the freeze by the clock, and not what was said before.
const sayStatement = prepare(
  'contest_comment',
  `INSERT INTO contest_commentary (id, contest_id, said_by, message, tags, participant_ids, problem_ids, submission_ids, said_at, paused_before_ms)
   SELECT $1, s.id, $3, $4, $5, $6, $7, $8, n.at, s.paused_ms + coalesce(greatest(0, round(1000 * extract(epoch FROM n.at - s.paused_at))), 0)::bigint
     FROM judge_scopes s, (SELECT date_trunc('milliseconds', clock_timestamp()) AS at) n
    WHERE s.id = $2 AND (SELECT count(*) FROM contest_commentary c WHERE c.contest_id = $2) < $9 RETURNING id`,
);
const withdrawStatement = prepare(
  'contest_comment_withdraw',
  'DELETE FROM contest_commentary WHERE contest_id = $1 AND id = $2 RETURNING id',
);

async function asJury(ctx: Ctx, id: string): Promise<CcsSource> {
  requireUser(ctx);
  const source = await sourceOf(ctx, id);
  if (source.view.kind !== 'jury')
    throw new DocketError('contest_not_jury', 'You are not in the jury of this contest: it comments.');
  return source;
}

/**
 * Says something of the contest to everybody who reads it by the Contest API.
 * @throws DocketError `contest_not_found`, `contest_not_jury`, and of what is named and not there `participant_not_found`, `contest_problem_not_found`,
 * `submission_not_found`; `contest_state` where there are as many comments as are taken
 */
export async function ccsComment(
  ctx: Ctx,
  input: CcsCommentaryAsked & { readonly id: string },
): Promise<CcsCommentary> {
  const { contest, people, fold, view } = await asJury(ctx, input.id);
  const { userId } = requireUser(ctx);
  const teams = new Set(people.participants.map(({ id }) => id));
  const team = input.team_ids?.find((id) => !teams.has(id));
  if (team !== undefined)
    throw new DocketError('participant_not_found', `This contest has no team ${JSON.stringify(team)}.`);
  const submission = input.submission_ids?.find((id) => fold.submission(view, id) === null);
  if (submission !== undefined)
    throw new DocketError('submission_not_found', `This contest has no submission ${JSON.stringify(submission)}.`);
  const problems =
    input.problem_ids == null
      ? null
      : await Promise.all(input.problem_ids.map((label) => problemOf(ctx, contest.id, label)));
  const id = newId();
  await change(ctx, async (tx) => {
    const [said] = await sayStatement(tx.client, [
      id,
      contest.id,
      userId,
      input.message,
      input.tags,
      input.team_ids ?? null,
      problems,
      input.submission_ids ?? null,
      COMMENTS_MAX,
    ]);
    if (said === undefined)
      throw new DocketError(
        'contest_state',
        `This contest has ${COMMENTS_MAX} comments, and no more are taken. Take some back first.`,
      );
    await keepRecord(ctx, tx, { contestId: contest.id, act: 'contest.commented', subject: id });
  });
  return getCcs(ctx, 'commentary', { id: contest.id, objectId: id });
}

/** Takes back what was said, whoever of the jury said it. @throws DocketError `contest_not_found`, `contest_not_jury`, `not_found` */
export async function ccsWithdrawComment(
  ctx: Ctx,
  input: { readonly id: string; readonly objectId: string },
): Promise<void> {
  const { contest } = await asJury(ctx, input.id);
  const { id, message } = await getCcs(ctx, 'commentary', { id: contest.id, objectId: input.objectId });
  await change(ctx, async (tx) => {
    // Two of the jury at once: the record is of whoever came first.
    if ((await withdrawStatement(tx.client, [contest.id, id])).length === 0) return;
    await keepRecord(ctx, tx, {
      contestId: contest.id,
      act: 'contest.comment_withdrawn',
      subject: id,
      data: { message },
    });
  });
}
