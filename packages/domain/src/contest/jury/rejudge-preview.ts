import { LRUCache } from 'lru-cache';
import { Board } from '@docket/contest/board';
import { previewOn, type NewJudgement, type RowChange } from '@docket/contest/rejudge';
import { DocketError } from '@docket/contracts/errors';
import {
  REJUDGE_ROWS_SHOWN,
  type ContestRejudgePreview,
  type getContestRejudge as route,
  type listContestRejudges as listRoute,
  type RejudgedRow,
} from '@docket/contracts/http/contest-jury';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import { subtaskResult } from '@docket/contracts/judge/score';
import { finalVerdict } from '@docket/contracts/judge/verdict';
import { prepare } from '@docket/db/statement';
import { z } from 'zod';
import { listScopeRejudges, readRejudge, type ReadRejudge } from '../../judge/rejudge/of-scope.ts';
import { readScopeLog } from '../../judge/scope/log.ts';
import type { Ctx } from '../../spine/ctx.ts';
import { perDb } from '../../spine/ttl-cache.ts';
import { eventOf } from '../facts.ts';
import { namesOf } from '../board/rows.ts';
import { contestMaterial } from '../problem/material.ts';
import { findOwnContest } from '../rows.ts';

/** Rejudges of a contest, newest first. @throws DocketError `contest_not_found`, `contest_not_jury`, `invalid_request` (cursor) */
export async function listContestRejudges(
  ctx: Ctx,
  input: RouteQuery<typeof listRoute> & { readonly id: string },
): Promise<RouteResponse<typeof listRoute>> {
  const { id } = await findOwnContest(ctx, input.id);
  return listScopeRejudges(ctx, id, input);
}

// As `apply_rejudge_results` says what would be applied.
const foundStatement = prepare(
  'contest_rejudge_found',
  `SELECT e.submission_id, s.participant_id, s.scope_ms, c.label, s.language, e.old_status, e.new_status,
          CASE WHEN e.state IN ('applied', 'left') THEN e.state = 'applied' ELSE s.status = e.old_status AND s.attempt = e.old_attempt AND e.new_status <> 'IE' END AS stands,
          o.score AS old_score, n.score AS new_score, n.max_score, coalesce(n.subtasks, '[]'::jsonb) AS subtasks,
          (SELECT min((t ->> 'ordinal')::int) FROM jsonb_array_elements(e.tests) AS t WHERE t ->> 'verdict' <> 'AC') AS failed_test
     FROM rejudge_results e JOIN submissions s ON s.id = e.submission_id
     JOIN judge_scope_problems c ON c.scope_id = s.scope_id AND c.problem_id = s.problem_id
     LEFT JOIN judge_scores n ON n.task_id = e.id AND n.attempt = e.attempt
     LEFT JOIN judge_scores o ON o.task_id = s.id AND o.attempt = e.old_attempt
    WHERE e.rejudge_id = $1 AND s.scope_id = $2 AND e.new_status IS NOT NULL
      AND (e.new_status <> e.old_status OR n.score IS DISTINCT FROM o.score)
    ORDER BY s.scope_ms, e.submission_id`,
).rows<{
  submission_id: string;
  label: string;
  language: string;
  participant_id: string;
  scope_ms: string;
  old_score: number | null;
  new_score: number | null;
  max_score: number | null;
  failed_test: number | null;
  /** Applying makes it count; false: it leaves it alone. */
  stands: boolean;
}>();

type Found = Awaited<ReturnType<typeof foundStatement>>[number];

const storedSubtasks = z.array(subtaskResult);

function judgementOf(row: Found, rejudgeId: string): NewJudgement {
  return {
    submission: row.submission_id,
    verdict: finalVerdict.parse(row.new_status),
    score: row.new_score,
    maxScore: row.max_score,
    subtasks: storedSubtasks.parse(row.subtasks),
    pretestsOnly: false,
    failedTest: row.failed_test,
    rejudge: rejudgeId,
  };
}

/** By rejudge, and by how far it and the log have come: what is the same is folded once, however often it is asked for. */
const previews = perDb(() => new LRUCache<string, Promise<readonly RowChange[]>>({ max: 20 }));

async function foldChanges(ctx: Ctx, contestId: string, found: readonly NewJudgement[]): Promise<readonly RowChange[]> {
  const board = new Board({ kind: 'jury' });
  for await (const entry of readScopeLog(ctx.db.pool, contestId, 0)) board.apply(eventOf(entry));
  return previewOn(board, found);
}

const seqStatement = prepare('contest_log_seq', 'SELECT s.next_seq FROM judge_scopes s WHERE s.id = $1');

async function changesOf(
  ctx: Ctx,
  contestId: string,
  rejudge: ReadRejudge,
  found: readonly Found[],
): Promise<readonly RowChange[]> {
  const standing = found.filter(({ stands }) => stands);
  const [scope] = await seqStatement(ctx.db.pool, [contestId]);
  const key = `${rejudge.rejudgeId} ${rejudge.judged} ${standing.length} ${scope?.next_seq ?? 0}`;
  const known = previews(ctx.db).get(key);
  if (known !== undefined) return known;
  const judgements = standing.map((row) => judgementOf(row, rejudge.rejudgeId));
  const folded = foldChanges(ctx, contestId, judgements);
  previews(ctx.db).set(key, folded);
  folded.catch(() => previews(ctx.db).delete(key));
  return folded;
}

function totalsOf({ place, solved, score, penalty }: RowChange['after']): RejudgedRow['before'] {
  return { place, solved, score, penalty };
}

/**
 * What a rejudge of a contest would change on the jury's board, by the same fold that makes it: rows when all are judged and nothing is decided, verdicts as
 * they come.
 * @throws DocketError `contest_not_found`, `contest_not_jury`, `rejudge_not_found`
 */
export async function getContestRejudge(
  ctx: Ctx,
  input: { readonly id: string; readonly rejudgeId: string },
): Promise<RouteResponse<typeof route>> {
  const { id } = await findOwnContest(ctx, input.id);
  const rejudge = await readRejudge(ctx, id, input.rejudgeId);
  if (rejudge === undefined) throw new DocketError('rejudge_not_found', 'There is no such rejudge of this contest.');
  const found = await foundStatement(ctx.db.pool, [rejudge.rejudgeId, id]);
  // While some are still to be judged there is no telling.
  const rows = rejudge.status === 'READY' ? await changesOf(ctx, id, rejudge, found) : [];
  const names = await namesOf(ctx.db.pool, id);
  const material = await contestMaterial(ctx, id);
  const nameOf = (participant: string) => names.get(participant)?.name ?? '';
  const letters = new Map(material.map(({ problemId, label }) => [problemId, label]));
  const preview: ContestRejudgePreview = {
    rejudge,
    label: rejudge.filter.problemId === null ? null : (letters.get(rejudge.filter.problemId) ?? null),
    verdicts: found.slice(0, REJUDGE_ROWS_SHOWN).map((row) => ({
      submissionId: row.submission_id,
      participantId: row.participant_id,
      participant: nameOf(row.participant_id),
      label: row.label,
      language: row.language,
      time: Number(row.scope_ms),
      from: finalVerdict.parse(row.old_status),
      to: finalVerdict.parse(row.new_status),
      scoreFrom: row.old_score,
      scoreTo: row.new_score,
      left: rejudge.status !== 'DROPPED' && !row.stands,
    })),
    verdictsTotal: found.length,
    rows: rows.slice(0, REJUDGE_ROWS_SHOWN).map(({ before, after }) => ({
      participantId: after.participant,
      name: nameOf(after.participant),
      group: names.get(after.participant)?.group ?? null,
      before: totalsOf(before),
      after: totalsOf(after),
    })),
    rowsTotal: rows.length,
  };
  return preview;
}
