import { DocketError } from '@docket/contracts/errors';
import { userChannel } from '@docket/contracts/events/envelope';
import { contestChannel, juryChannel } from '@docket/contracts/events/contest';
import type { Clarification } from '@docket/contracts/http/contest-desk';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { notify } from '../../notification/notify.ts';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import { change, type Tx } from '../../spine/emit.ts';
import { keepRecord } from '../audit.ts';
import { findOwnContest, type ContestRow } from '../rows.ts';
import { findClarification, problemOf, readClarification } from './clarifications.ts';
import type { Reader } from './reader.ts';
import type { ClarificationRow } from './rows.ts';

const lockStatement = prepare(
  'contest_clarification_lock',
  'SELECT q.kind, q.claimed_by, q.participant_id FROM contest_clarifications q WHERE q.contest_id = $1 AND q.id = $2 FOR UPDATE',
);
const claimStatement = prepare(
  'contest_clarification_claim',
  'UPDATE contest_clarifications SET claimed_by = $2 WHERE id = $1',
);
const answerStatement = prepare(
  'contest_clarification_answer',
  `UPDATE contest_clarifications SET answer = $2, audience = $3, answered_by = $4, claimed_by = NULL, answered_at = clock_timestamp() WHERE id = $1`,
);
// A newer answer is to be seen anew.
const unseenStatement = prepare(
  'contest_clarification_unseen',
  'DELETE FROM contest_clarifications_seen WHERE clarification_id = $1',
);
const announceStatement = prepare(
  'contest_announce',
  `INSERT INTO contest_clarifications (id, contest_id, kind, problem_id, answer, audience, answered_by, answered_at)
   VALUES ($1, $2, 'announcement', $3, $4, 'everybody', $5, clock_timestamp())`,
);
const peopleStatement = prepare(
  'contest_people_to_tell',
  `SELECT m.user_id FROM contest_members m JOIN contest_participants p ON p.id = m.participant_id
    WHERE m.contest_id = $1 AND ($2::uuid IS NULL OR p.id = $2) AND p.status = 'registered' ORDER BY m.user_id`,
);

type Asked = { readonly id: string; readonly clarificationId: string };

async function asJury(ctx: Ctx, idOrSlug: string): Promise<Reader> {
  const contest = await findOwnContest(ctx, idOrSlug);
  return { contest, userId: requireUser(ctx).userId, participantId: null, ofProblems: true };
}

/** @throws DocketError `clarification_not_found`, `clarification_claimed` where somebody else writes the answer */
async function lockFree(tx: Tx, { contest, userId }: Reader, clarificationId: string) {
  const [row] = await lockStatement(tx.client, [contest.id, clarificationId]);
  if (row === undefined || row.kind !== 'question')
    throw new DocketError('clarification_not_found', 'There is no such question in this contest.');
  if (row.claimed_by !== null && row.claimed_by !== userId)
    throw new DocketError('clarification_claimed', 'Somebody else of the jury looks after this question.');
  return row;
}

/**
 * Takes a question to answer it, or leaves it to others again.
 * @throws DocketError `contest_not_found`, `contest_not_jury`, `clarification_not_found`, `clarification_claimed`
 */
export async function claimClarification(
  ctx: Ctx,
  input: Asked & { readonly claimed: boolean },
): Promise<Clarification> {
  const reader = await asJury(ctx, input.id);
  await change(ctx, async (tx) => {
    await lockFree(tx, reader, input.clarificationId);
    await claimStatement(tx.client, [input.clarificationId, input.claimed ? reader.userId : null]);
    tellJury(tx, reader.contest, await findClarification(tx.client, reader, input.clarificationId));
  });
  return readClarification(ctx, reader, input.clarificationId);
}

/**
 * Answers a question to whoever asked, or to everybody; live and as a notification. A later answer takes the place of the one before.
 * @throws DocketError `contest_not_found`, `contest_not_jury`, `clarification_not_found`, `clarification_claimed`
 */
export async function answerClarification(
  ctx: Ctx,
  input: Asked & { readonly answer: string; readonly audience: 'asker' | 'everybody' },
): Promise<Clarification> {
  const reader = await asJury(ctx, input.id);
  const { contest, userId } = reader;
  await change(ctx, async (tx) => {
    const asked = await lockFree(tx, reader, input.clarificationId);
    await answerStatement(tx.client, [input.clarificationId, input.answer, input.audience, userId]);
    await unseenStatement(tx.client, [input.clarificationId]);
    const row = await findClarification(tx.client, reader, input.clarificationId);
    await tell(tx, contest, row, input.audience === 'everybody' ? null : asked.participant_id);
    await keepRecord(ctx, tx, {
      contestId: contest.id,
      act: 'clarification.answered',
      subject: row.id,
      data: { audience: input.audience },
    });
  });
  return readClarification(ctx, reader, input.clarificationId);
}

/** Tells everybody who takes part. @throws DocketError `contest_not_found`, `contest_not_jury`, `contest_problem_not_found` */
export async function announce(
  ctx: Ctx,
  input: { readonly id: string; readonly label?: string | undefined; readonly text: string },
): Promise<Clarification> {
  const reader = await asJury(ctx, input.id);
  const { contest, userId } = reader;
  const problemId = await problemOf(ctx, contest.id, input.label);
  const id = newId();
  await change(ctx, async (tx) => {
    await announceStatement(tx.client, [id, contest.id, problemId, input.text, userId]);
    await tell(tx, contest, await findClarification(tx.client, reader, id), null);
    await keepRecord(ctx, tx, { contestId: contest.id, act: 'contest.announced', subject: id });
  });
  return readClarification(ctx, reader, id);
}

function newsOf(contest: ContestRow, row: ClarificationRow) {
  return {
    contestId: contest.id,
    clarificationId: row.id,
    kind: row.kind,
    status: row.answered_at === null ? ('open' as const) : ('answered' as const),
  };
}

function tellJury(tx: Tx, contest: ContestRow, row: ClarificationRow): void {
  tx.emit({ channel: juryChannel(contest.jury_key), type: 'clarification.changed', data: newsOf(contest, row) });
}

/** @param participantId who it is for; null: everybody. The text is in none of it: it is read by those who may. */
async function tell(tx: Tx, contest: ContestRow, row: ClarificationRow, participantId: string | null): Promise<void> {
  tellJury(tx, contest, row);
  const people = await peopleStatement(tx.client, [contest.id, participantId]);
  const data = newsOf(contest, row);
  if (participantId === null)
    tx.emit({ channel: contestChannel(contest.id, contest.closed), type: 'clarification.changed', data });
  else
    for (const { user_id } of people) tx.emit({ channel: userChannel(user_id), type: 'clarification.changed', data });
  await notify(
    tx,
    people.map(({ user_id: userId }) => ({
      userId,
      kind: 'contest_told',
      key: `${row.id}:${row.answered_at?.getTime() ?? 0}`,
      data: {
        contestId: contest.id,
        slug: contest.slug,
        title: contest.title,
        clarificationId: row.id,
        kind: row.kind,
      },
    })),
  );
}
