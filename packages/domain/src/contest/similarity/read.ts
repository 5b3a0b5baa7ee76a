import { DocketError } from '@docket/contracts/errors';
import { juryChannel } from '@docket/contracts/events/contest';
import {
  getSimilarPair as pairRoute,
  type decideSimilarPair as decideRoute,
  type listSimilarPairs as listRoute,
  type PairDecision,
  type SimilarityReport,
  type SimilarPair,
} from '@docket/contracts/http/contest-similarity';
import type { RouteBody, RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { z } from 'zod';
import type { Ctx } from '../../spine/ctx.ts';
import { decodeCursor, encodeCursor } from '../../spine/cursor.ts';
import { change } from '../../spine/emit.ts';
import { keepRecord } from '../audit.ts';
import { findOwnContest } from '../rows.ts';
import { readReport, readReports } from './rows.ts';
import { textOf } from './text.ts';

const COLUMNS = `p.id, p.left_id, p.right_id, l.participant_id AS left_participant, r.participant_id AS right_participant, lp.name AS left_name, rp.name AS right_name,
          l.language, p.overlap, p.longest, p.decision, p.note`;
const FROM = `contest_similar_pairs p JOIN contest_similarities k ON k.id = p.report_id AND k.contest_id = $1
     JOIN submissions l ON l.id = p.left_id JOIN submissions r ON r.id = p.right_id
     JOIN contest_participants lp ON lp.id = l.participant_id JOIN contest_participants rp ON rp.id = r.participant_id`;

type Columns = { left_participant: string; right_participant: string; decision: PairDecision };

const listStatement = prepare(
  'contest_similar_pairs',
  `SELECT ${COLUMNS} FROM ${FROM}
    WHERE p.report_id = $2 AND ($3::float8 IS NULL OR (p.overlap, p.id) < ($3, $4::uuid)) ORDER BY p.overlap DESC, p.id DESC LIMIT $5`,
).rows<Columns>();
const oneStatement = prepare(
  'contest_similar_pair',
  `SELECT ${COLUMNS}, p.fragments, l.files AS left_files, r.files AS right_files FROM ${FROM} WHERE p.report_id = $2 AND p.id = $3`,
).rows<
  Columns & { left_files: { name: string; content: string }[]; right_files: { name: string; content: string }[] }
>();
const decideStatement = prepare(
  'contest_similar_pair_decide',
  'UPDATE contest_similar_pairs SET decision = $2, note = $3, decided_by = $4 WHERE id = $1',
);

type Row = Awaited<ReturnType<typeof listStatement>>[number];
type ReportIn = { readonly id: string; readonly reportId: string };
type PairIn = ReportIn & { readonly pairId: string };

const fragments = pairRoute.response.shape.fragments;
const cursorSchema = z.object({ overlap: z.number(), id: z.uuid() });

function toPair(row: Row): SimilarPair {
  return {
    pairId: row.id,
    left: { submissionId: row.left_id, participantId: row.left_participant, participant: row.left_name },
    right: { submissionId: row.right_id, participantId: row.right_participant, participant: row.right_name },
    language: row.language,
    overlap: row.overlap,
    longest: row.longest,
    decision: row.decision,
    note: row.note,
  };
}

/** The last comparison of each problem. @throws DocketError `contest_not_found`, `contest_not_jury` */
export async function listSimilarity(ctx: Ctx, input: { readonly id: string }): Promise<{ data: SimilarityReport[] }> {
  const { id } = await findOwnContest(ctx, input.id);
  return { data: await readReports(ctx.db.pool, id) };
}

/**
 * Pairs of a comparison, the most alike first. That it was read is kept: first, so that nobody reads unseen.
 * @throws DocketError `contest_not_found`, `contest_not_jury`, `similarity_not_found`, `invalid_request` (cursor)
 */
export async function listSimilarPairs(
  ctx: Ctx,
  input: RouteQuery<typeof listRoute> & ReportIn,
): Promise<RouteResponse<typeof listRoute>> {
  const { id } = await findOwnContest(ctx, input.id);
  const report = await readReport(ctx.db.pool, id, input.reportId);
  const after = input.cursor === undefined ? null : decodeCursor(cursorSchema, input.cursor);
  await change(ctx, (tx) =>
    keepRecord(ctx, tx, {
      contestId: id,
      act: 'similarity.read',
      subject: input.reportId,
      data: { label: report.label },
    }),
  );
  const rows = await listStatement(ctx.db.pool, [
    id,
    input.reportId,
    after?.overlap ?? null,
    after?.id ?? null,
    input.limit + 1,
  ]);
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  return {
    report,
    data: page.map(toPair),
    meta: {
      nextCursor:
        rows.length > input.limit && last !== undefined ? encodeCursor({ overlap: last.overlap, id: last.id }) : null,
    },
  };
}

/**
 * Both programs of a pair with what is alike in them. That it was read is kept.
 * @throws DocketError `contest_not_found`, `contest_not_jury`, `similarity_not_found`
 */
export async function getSimilarPair(ctx: Ctx, input: PairIn): Promise<RouteResponse<typeof pairRoute>> {
  const { id } = await findOwnContest(ctx, input.id);
  const row = await findPair(ctx, id, input);
  await change(ctx, (tx) =>
    keepRecord(ctx, tx, {
      contestId: id,
      act: 'similarity.pair.read',
      subject: input.pairId,
      data: { left: row.left_id, right: row.right_id },
    }),
  );
  return {
    ...toPair(row),
    leftText: textOf(row.left_files),
    rightText: textOf(row.right_files),
    fragments: fragments.parse(row.fragments),
  };
}

async function findPair(ctx: Ctx, contestId: string, { reportId, pairId }: PairIn) {
  const [row] = await oneStatement(ctx.db.pool, [contestId, reportId, pairId]);
  if (row === undefined)
    throw new DocketError('similarity_not_found', 'There is no pair of that id in this comparison.');
  return row;
}

/**
 * Says what a person made of a pair. Nothing follows from it by itself.
 * @throws DocketError `contest_not_found`, `contest_not_jury`, `similarity_not_found`
 */
export async function decideSimilarPair(ctx: Ctx, input: RouteBody<typeof decideRoute> & PairIn): Promise<SimilarPair> {
  const contest = await findOwnContest(ctx, input.id);
  await findPair(ctx, contest.id, input);
  const note = input.note === '' ? null : input.note;
  await change(ctx, async (tx) => {
    const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
    await decideStatement(tx.client, [input.pairId, input.decision, note, userId]);
    await keepRecord(ctx, tx, {
      contestId: contest.id,
      act: 'similarity.decided',
      subject: input.pairId,
      data: { decision: input.decision },
      ...(note === null ? {} : { reason: note.slice(0, 500) }),
    });
    tx.emit({
      channel: juryChannel(contest.jury_key),
      type: 'similarity.changed',
      data: { contestId: contest.id, reportId: input.reportId },
    });
  });
  return toPair(await findPair(ctx, contest.id, input));
}
