import { DocketError } from '@docket/contracts/errors';
import {
  sourceFile,
  testResultDetail,
  type SubmissionDetail,
  type TestResultDetail,
} from '@docket/contracts/http/submission';
import { compileEvidence } from '@docket/contracts/judge/evidence';
import { subtaskResult } from '@docket/contracts/judge/score';
import { prepare } from '@docket/db/statement';
import { z } from 'zod';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { setsProblem } from '../problem/authority.ts';
import { judgingForm } from '../problem/stored-judging.ts';
import { PAUSED, readCapacity, waitOf } from '../queue/capacity.ts';
import type { ScopeReactions } from '../scope/reactions.ts';
import { SUMMARY_COLUMNS, SUMMARY_FROM, toSummary, type SummaryRow } from './rows.ts';
import { authorOf, viewerOf, viewOf, type Viewable, type Viewer } from './view.ts';

type DetailRow = SummaryRow & {
  files: unknown;
  compile_log: string | null;
  compile: unknown;
  attempt: number;
  ahead: number | null;
  paused: boolean;
  subtasks: unknown;
  tests: unknown;
  judging: unknown;
  readable: boolean;
  sets: boolean;
  staff: boolean;
  team: boolean;
};

// The tests come with their submission in one snapshot: a reader never sees a verdict without the tests it rests on.
const detailStatement = prepare(
  'submission_detail',
  `SELECT ${SUMMARY_COLUMNS}, s.files, s.compile_log, s.compile, s.attempt, sc.subtasks,
          CASE WHEN s.status = 'QUEUED' THEN tasks_ahead(s.id) END AS ahead, ${PAUSED},
          (SELECT coalesce(jsonb_agg(jsonb_build_object('ordinal', t.ordinal, 'name', t.name, 'sample', t.sample, 'verdict', t.verdict, 'reason', t.reason,
                    'cpuMs', t.cpu_ms, 'wallMs', t.wall_ms, 'memoryBytes', t.memory_bytes, 'evidence', t.evidence, 'feedback', t.feedback) ORDER BY t.ordinal), '[]'::jsonb)
             FROM submission_tests t WHERE t.submission_id = s.id AND t.attempt = s.attempt) AS tests,
          (SELECT j.judging FROM problem_judgings j WHERE j.problem_id = p.id AND j.version = p.current_version) AS judging,
          reads_submission(s, p, $2) AS readable, ${setsProblem('$2')} AS sets,
          EXISTS (SELECT FROM judge_scope_staff f WHERE f.scope_id = s.scope_id AND f.user_id = $2) AS staff,
          EXISTS (SELECT FROM judge_scope_members m WHERE m.scope_id = s.scope_id AND m.user_id = $2 AND m.participant_id = s.participant_id) AS team
     FROM ${SUMMARY_FROM} WHERE s.id = $1`,
).rows<DetailRow>();

/** Staff of a scope read what is submitted there as setters do, whatever their role elsewhere. */
const STAFF = { userId: '', role: 'setter' } as const;

const storedSubtasks = z.array(subtaskResult);
const storedFiles = z.array(sourceFile);
const storedTests: z.ZodType<TestResultDetail[]> = z.array(testResultDetail);

/** As whom the caller reads it: staff as setters, the rest of a team as its author. A program has no role, in a scope neither. */
function readerOf({ actor }: Pick<Ctx, 'actor'>, row: DetailRow): Viewer {
  if (row.staff && (actor.kind !== 'user' || actor.scopes === undefined)) return STAFF;
  return row.team ? authorOf({ userId: row.user_id }) : viewerOf(actor, { userId: row.user_id, sets: row.sets });
}

/**
 * One submission with code, tests and evidence, as its reader may see it: its author, admins, and setters as `reads_submission`
 * says. To others it does not exist. Authors keep what they submitted to a problem that was archived. The policy is that of the problem's version of now: a
 * setter may show more, or less, when a contest is over.
 * @param reactions who keeps what others read of what was handed in to a scope; without it that is not shown
 * @throws DocketError unauthenticated, submission_not_found
 */
export async function getSubmission(
  ctx: Ctx,
  input: { readonly id: string },
  reactions?: ScopeReactions,
): Promise<SubmissionDetail> {
  const user = requireUser(ctx);
  const [row] = await detailStatement(ctx.db.pool, [input.id, user.userId]);
  if (row === undefined || !row.readable) throw missing();
  const { scope_id: scopeId } = row;
  if (scopeId !== null && row.user_id !== user.userId && !row.team) {
    if (reactions === undefined) throw missing();
    await change(ctx, (tx) => reactions.scopes.read(ctx, tx, { scopeId, submissionId: row.id }));
  }
  const seen = viewOf(await detailOf(ctx, row), readerOf(ctx, row));
  if (seen === null) throw missing();
  return seen;
}

function missing(): DocketError {
  return new DocketError('submission_not_found', 'There is no such submission among yours.');
}

async function detailOf(ctx: Ctx, row: DetailRow): Promise<SubmissionDetail & Pick<Viewable, 'policy'>> {
  return {
    ...toSummary(row),
    files: storedFiles.parse(row.files),
    compileLog: row.compile_log,
    ...(row.compile === null ? {} : { compile: compileEvidence.parse(row.compile) }),
    tests: storedTests.parse(row.tests),
    ...(row.subtasks === null ? {} : { subtasks: storedSubtasks.parse(row.subtasks) }),
    attempt: row.attempt,
    queuePosition: row.ahead,
    ...(row.ahead === null
      ? { expectedWaitSeconds: null }
      : waitOf(await readCapacity(ctx), { ahead: row.ahead, paused: row.paused, language: row.language })),
    policy: row.judging === null ? undefined : judgingForm.parse(row.judging).feedback,
  };
}
