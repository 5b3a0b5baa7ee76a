import { DocketError } from '@docket/contracts/errors';
import type { ContestSubmission, listContestSubmissions as mineRoute } from '@docket/contracts/http/contest';
import type { listJurySubmissions as route } from '@docket/contracts/http/contest-jury';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import type { SubmissionDetail } from '@docket/contracts/http/submission';
import { prepare } from '@docket/db/statement';
import { z } from 'zod';
import { getSubmission } from '../../judge/submission/get.ts';
import { SUMMARY_COLUMNS, SUMMARY_FROM, toSummary, type SummaryRow } from '../../judge/submission/rows.ts';
import { reasonFor } from '../../judge/problem/told-reason.ts';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import { decodeCursor, encodeCursor } from '../../spine/cursor.ts';
import { change } from '../../spine/emit.ts';
import { keepRecord } from '../audit.ts';
import { tellLog } from '../facts.ts';
import { findContest, findOwnContest } from '../rows.ts';
import { contestRecords } from './records.ts';
import { readParticipation } from '../people/participation.ts';

type Row = SummaryRow & {
  label: string;
  participant_id: string;
  participant: string;
  scope_ms: string;
  ignored: boolean;
};

const COLUMNS = `${SUMMARY_COLUMNS}, c.label, s.participant_id, t.name AS participant, s.scope_ms,
  EXISTS (SELECT FROM contest_ignored i WHERE i.submission_id = s.id) AS ignored
  FROM ${SUMMARY_FROM} JOIN judge_scope_problems c ON c.scope_id = s.scope_id AND c.problem_id = s.problem_id
  JOIN contest_participants t ON t.id = s.participant_id`;

const listStatement = prepare(
  'contest_submissions',
  `SELECT ${COLUMNS}
    WHERE s.scope_id = $1 AND ($2::uuid IS NULL OR s.participant_id = $2) AND ($3::text IS NULL OR c.label = $3)
      AND ($4::text IS NULL OR s.status = $4) AND ($5::text IS NULL OR s.language = $5) AND ($6::uuid IS NULL OR s.id < $6)
    ORDER BY s.id DESC LIMIT $7`,
).rows<Row>();
// Its own, so that it goes by the index of the participant's own, however many there are of the contest.
const mineStatement = prepare(
  'contest_submissions_of_participant',
  `SELECT ${COLUMNS}
    WHERE s.scope_id = $1 AND s.participant_id = $2 AND ($3::text IS NULL OR c.label = $3) AND ($4::uuid IS NULL OR s.id < $4)
    ORDER BY s.id DESC LIMIT $5`,
).rows<Row>();
const oneStatement = prepare('contest_submission', `SELECT ${COLUMNS} WHERE s.scope_id = $1 AND s.id = $2`).rows<Row>();

const cursorSchema = z.object({ id: z.uuid() });

function toContestSubmission(row: Row): ContestSubmission {
  return {
    ...toSummary(row),
    label: row.label,
    participantId: row.participant_id,
    participant: row.participant,
    time: Number(row.scope_ms),
    ignored: row.ignored,
  };
}

const beforeOf = (cursor: string | undefined): string | null =>
  cursor === undefined ? null : decodeCursor(cursorSchema, cursor).id;

function toPage(rows: readonly Row[], limit: number): RouteResponse<typeof route> {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    data: page.map(toContestSubmission),
    meta: { nextCursor: rows.length > limit && last !== undefined ? encodeCursor({ id: last.id }) : null },
  };
}

/** Submissions to a contest, for its jury. @throws DocketError `contest_not_found`, `contest_not_jury`, `invalid_request` (cursor) */
export async function listJurySubmissions(
  ctx: Ctx,
  input: RouteQuery<typeof route> & { readonly id: string },
): Promise<RouteResponse<typeof route>> {
  const { id } = await findOwnContest(ctx, input.id);
  const rows = await listStatement(ctx.db.pool, [
    id,
    input.participantId ?? null,
    input.label ?? null,
    input.status ?? null,
    input.language ?? null,
    beforeOf(input.cursor),
    input.limit + 1,
  ]);
  return toPage(rows, input.limit);
}

/** The caller's own, and those of the rest of the team. @throws DocketError `contest_not_found`, `contest_not_participant`, `invalid_request` (cursor) */
export async function listContestSubmissions(
  ctx: Ctx,
  input: RouteQuery<typeof mineRoute> & { readonly id: string },
): Promise<RouteResponse<typeof mineRoute>> {
  const user = requireUser(ctx);
  const { id } = await findContest(ctx, input.id);
  const mine = await readParticipation(ctx.db.pool, id, user.userId);
  if (mine === null) throw new DocketError('contest_not_participant', 'You do not take part in this contest.');
  const rows = await mineStatement(ctx.db.pool, [
    id,
    mine.participantId,
    input.label ?? null,
    beforeOf(input.cursor),
    input.limit + 1,
  ]);
  const found = toPage(rows, input.limit);
  // Of the team as of oneself: what authors see of a judge's fault.
  return { ...found, data: found.data.map((each) => ({ ...each, reason: reasonFor(each.status, each.reason) })) };
}

/** @throws DocketError `submission_not_found` */
async function findOne(ctx: Ctx, contestId: string, submissionId: string): Promise<ContestSubmission> {
  const [row] = await oneStatement(ctx.db.pool, [contestId, submissionId]);
  if (row === undefined) throw new DocketError('submission_not_found', 'There is no such submission to this contest.');
  return toContestSubmission(row);
}

/**
 * A submission with its code, as the judge sees it, for the jury. That it was read is kept.
 * @throws DocketError `contest_not_found`, `contest_not_jury`, `submission_not_found`
 */
export async function getJurySubmission(
  ctx: Ctx,
  input: { readonly id: string; readonly submissionId: string },
): Promise<SubmissionDetail> {
  const { id } = await findOwnContest(ctx, input.id);
  await findOne(ctx, id, input.submissionId);
  return getSubmission(ctx, { id: input.submissionId }, { scopes: contestRecords });
}

/**
 * Takes a submission out of the count, or back into it. What it is already it stays.
 * @throws DocketError `contest_not_found`, `contest_not_jury`, `submission_not_found`
 */
export async function ignoreSubmission(
  ctx: Ctx,
  input: {
    readonly id: string;
    readonly submissionId: string;
    readonly ignored: boolean;
    readonly reason?: string | undefined;
  },
): Promise<ContestSubmission> {
  const { id } = await findOwnContest(ctx, input.id);
  await findOne(ctx, id, input.submissionId);
  const { submissionId: submission, ignored, reason } = input;
  await change(ctx, async (tx) => {
    const { rows } = ignored
      ? await tx.client.query(
          'INSERT INTO contest_ignored (contest_id, submission_id) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING submission_id',
          [id, submission],
        )
      : await tx.client.query(
          'DELETE FROM contest_ignored WHERE contest_id = $1 AND submission_id = $2 RETURNING submission_id',
          [id, submission],
        );
    if (rows.length === 0) return;
    await tellLog(tx, id, [{ kind: 'ignored', submission, ignored }]);
    await keepRecord(ctx, tx, {
      contestId: id,
      act: ignored ? 'submission.ignored' : 'submission.counted',
      subject: submission,
      reason,
    });
  });
  return findOne(ctx, id, submission);
}
