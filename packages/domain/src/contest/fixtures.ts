import { createContest as createContract } from '@docket/contracts/http/contest';
import type { RouteBodyInput } from '@docket/contracts/http/route';
import type { FinalVerdict } from '@docket/contracts/judge/verdict';
import { newId } from '@docket/runtime/id';
import { makeProblem, makeUser, testCtx, type TestUser } from '@docket/testing/builders';
import type { Db } from '@docket/db/client';
import { recordVerdict } from '../judge/record.ts';
import { submitSubmission } from '../judge/submission/submit.ts';
import { claimNext } from '../judge/tasks.ts';
import type { Ctx } from '../spine/ctx.ts';
import { changeContest } from './change.ts';
import { createContest } from './create.ts';
import { registerForContest } from './people/register.ts';
import { setContestProblems } from './problem/set.ts';

const MINUTE = 60_000;

/** A moment so many minutes from now. */
export function minutesFromNow(minutes: number): string {
  return new Date(Date.now() + minutes * MINUTE).toISOString();
}

export type TestContest = {
  readonly id: string;
  /** Who made it, with the role of a setter. */
  readonly jury: TestUser;
  /** Ids of its problems, A first. */
  readonly problems: readonly string[];
};

type Over = Partial<RouteBodyInput<typeof createContract>> & { readonly problems?: number; readonly draft?: boolean };

/** A published contest that began a minute ago and takes an hour, unless something else is said; its problems are seen by nobody outside of it. */
export async function makeContest(db: Db, { problems = 2, draft = false, ...over }: Over = {}): Promise<TestContest> {
  const jury = await makeUser(db, 'setter');
  const ctx = testCtx(db, jury);
  const body = createContract.body.parse({
    title: 'A contest',
    slug: `contest-${newId().slice(-12)}`,
    startsAt: minutesFromNow(-1),
    endsAt: minutesFromNow(59),
    ...over,
  });
  const { contestId: id } = await createContest(ctx, body);
  const made: string[] = [];
  for (let at = 0; at < problems; at += 1) {
    const { problemId } = await makeProblem(db);
    made.push(problemId);
    await db.pool.query(`UPDATE problems SET status = 'CHECKED' WHERE id = $1`, [problemId]);
    await db.pool.query('UPDATE problem_versions SET imported_by_id = $2 WHERE problem_id = $1', [
      problemId,
      jury.userId,
    ]);
  }
  await setContestProblems(ctx, {
    id,
    problems: made.map((problemId, at) => ({
      label: String.fromCodePoint(65 + at),
      problemId,
      colour: null,
      points: null,
    })),
  });
  if (!draft) await changeContest(ctx, { id, visibility: 'LISTED' });
  return { id, jury, problems: made };
}

/** Somebody who takes part. */
export async function makeContestant(db: Db, { id }: Pick<TestContest, 'id'>): Promise<TestUser> {
  const user = await makeUser(db);
  await registerForContest(testCtx(db, user), { id, unofficial: false });
  return user;
}

/** Hands something in to a problem of a contest. @returns the submission's id */
export async function handIn(
  db: Db,
  user: TestUser,
  contestId: string | undefined,
  problemId: string,
): Promise<string> {
  const sent = {
    language: 'python3',
    code: 'print(1)',
    idempotencyKey: null,
    depthLimit: 10_000,
    userDepthLimit: 10_000,
  };
  const { submissionId } = await submitSubmission(testCtx(db, user), {
    ...sent,
    problemId,
    ...(contestId === undefined ? {} : { contestId }),
  });
  return submissionId;
}

/** Judges this very submission: its task gets a language that no other has. */
export async function judge(
  db: Db,
  submissionId: string,
  status: Exclude<FinalVerdict, 'CANCELLED'> = 'AC',
  ctx: Ctx = testCtx(db),
): Promise<void> {
  await db.pool.query('UPDATE judge_tasks SET language = $2 WHERE id = $1', [submissionId, submissionId]);
  const next = await claimNext(ctx, { workerId: 'w', languages: [submissionId], leaseSeconds: 60 });
  if (next.outcome !== 'claimed' || !('submissionId' in next.task)) throw new Error(`not claimed: ${next.outcome}`);
  const { userId, problemId, language, attempt } = next.task;
  const figures = { cpuMs: 1, memoryBytes: 1, testsDone: 0, tests: [], reason: null, compileLog: null };
  const data = {
    userId,
    submissionId: next.task.submissionId,
    problemId,
    language,
    attempt,
    status,
    testsTotal: 0,
    ...figures,
  };
  await recordVerdict(
    ctx,
    next.task,
    { status, ...figures },
    { channel: `user:${userId}`, type: 'submission.updated', data },
  );
}

/** Moves a contest in time: all that it has of moments is earlier by so many minutes. What it began with keeps its place in the log. */
export async function later(db: Db, contestId: string, minutes: number): Promise<void> {
  const by = [contestId, minutes];
  await db.pool.query(
    `UPDATE judge_scopes SET open_at = open_at - $2::int * interval '1 minute', close_at = close_at - $2::int * interval '1 minute',
            over_at = over_at - $2::int * interval '1 minute', paused_at = paused_at - $2::int * interval '1 minute' WHERE id = $1`,
    by,
  );
  await db.pool.query(
    `UPDATE judge_scope_members SET from_at = from_at - $2::int * interval '1 minute', until_at = until_at - $2::int * interval '1 minute' WHERE scope_id = $1`,
    by,
  );
  await db.pool.query(`UPDATE contests SET freezes_at = freezes_at - $2::int * interval '1 minute' WHERE id = $1`, by);
  await db.pool.query(
    `UPDATE contest_commentary SET said_at = said_at - $2::int * interval '1 minute' WHERE contest_id = $1`,
    by,
  );
}

/** Gives a contest one of each thing that there is in contests, also while it is a draft. @returns ids as addresses name them */
export async function fillContest(db: Db, contest: TestContest): Promise<Readonly<Record<string, string>>> {
  const user = await makeUser(db);
  const [participantId, submissionId, clarificationId, balloonId, printId, rejudgeId] = [
    newId(),
    newId(),
    newId(),
    newId(),
    newId(),
    newId(),
  ];
  const [problemId = ''] = contest.problems;
  const query = (text: string, values: unknown[]) => db.pool.query(text, values);
  await query(
    `INSERT INTO contest_participants (id, contest_id, kind, name, status) VALUES ($1, $2, 'individual', $3, 'registered')`,
    [participantId, contest.id, user.username],
  );
  await query('INSERT INTO contest_members (contest_id, user_id, participant_id) VALUES ($1, $2, $3)', [
    contest.id,
    user.userId,
    participantId,
  ]);
  await query(
    `INSERT INTO submissions (id, user_id, problem_id, problem_version, language, files, status, tests_total, finished_at, scope_id, participant_id, scope_ms)
     VALUES ($1, $2, $3, 1, 'python3', '[]', 'AC', 0, now(), $4, $5, 1000)`,
    [submissionId, user.userId, problemId, contest.id, participantId],
  );
  await query(
    `INSERT INTO contest_clarifications (id, contest_id, kind, participant_id, asked_by, question) VALUES ($1, $2, 'question', $3, $4, 'May n be 0?')`,
    [clarificationId, contest.id, participantId, user.userId],
  );
  await query(
    `INSERT INTO contest_commentary (id, contest_id, said_by, message, tags, problem_ids) VALUES ($1, $2, $3, 'Nobody tries it.', '{}', ARRAY[$4::uuid])`,
    [newId(), contest.id, contest.jury.userId, problemId],
  );
  await query(
    'INSERT INTO contest_balloons (id, contest_id, participant_id, problem_id, first) VALUES ($1, $2, $3, $4, true)',
    [balloonId, contest.id, participantId, problemId],
  );
  await query(
    `INSERT INTO contest_prints (id, contest_id, participant_id, user_id, name, content) VALUES ($1, $2, $3, $4, 'a.py', 'print(1)')`,
    [printId, contest.id, participantId, user.userId],
  );
  await query(
    `INSERT INTO rejudges (id, created_by, scope_id, problem_id, status, total, judged, changed) VALUES ($1, $2, $3, $4, 'READY', 1, 1, 1)`,
    [rejudgeId, contest.jury.userId, contest.id, problemId],
  );
  await query(
    `INSERT INTO rejudge_results (id, rejudge_id, submission_id, problem_version, tests_total, old_status, old_attempt, new_status)
     VALUES ($1, $2, $3, 1, 0, 'AC', 0, 'WA')`,
    [newId(), rejudgeId, submissionId],
  );
  return { participantId, submissionId, clarificationId, balloonId, printId, rejudgeId };
}
