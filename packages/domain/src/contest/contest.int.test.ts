import { beforeAll, describe, expect, it } from 'vitest';
import type { ErrorCode } from '@docket/contracts/errors';
import { makeProblem, makeUser, makeWorkerRow, testCtx, type TestUser } from '@docket/testing/builders';
import { withoutGuard } from '@docket/testing/guards';
import { applyRejudge, dropRejudge } from '../judge/rejudge/close.ts';
import { createRejudge } from '../judge/rejudge/create.ts';
import { getRejudge, listRejudges } from '../judge/rejudge/get.ts';
import { movedRejudges } from '../judge/rejudge/progress.ts';
import { getProblem } from '../judge/problem/get-problem.ts';
import { cancelSubmission } from '../judge/submission/cancel.ts';
import { getSubmission } from '../judge/submission/get.ts';
import { claimNext } from '../judge/tasks.ts';
import { reactions } from '../reactions.ts';
import { brokenRules, db, ownDatabase, setUpDatabase } from '../spine/fixtures.ts';
import { listAudit } from './audit.ts';
import { getContestBoard } from './board/get.ts';
import { moveBoard } from './board/move.ts';
import { getStanding } from './board/standing.ts';
import { changeContest } from './change.ts';
import { actOnContest } from './clock/act.ts';
import { createContest } from './create.ts';
import { getContest } from './get.ts';
import { announce, answerClarification, claimClarification } from './desk/answer.ts';
import { askClarification } from './desk/ask.ts';
import { acknowledgeClarification } from './desk/acknowledge.ts';
import { listBalloons, moveBalloon } from './desk/balloons.ts';
import { listClarifications } from './desk/clarifications.ts';
import { handIn, judge, later, makeContest, makeContestant, minutesFromNow, type TestContest } from './fixtures.ts';
import { boardCache } from './forget.ts';
import { getJurySubmission, ignoreSubmission, listContestSubmissions } from './jury/submissions.ts';
import { rejudgeContest } from './jury/rejudge.ts';
import { getContestRejudge, listContestRejudges } from './jury/rejudge-preview.ts';
import { setContestJury } from './jury/set.ts';
import { listContests } from './list.ts';
import { changeParticipant } from './people/change.ts';
import { leaveContest } from './people/leave.ts';
import { listParticipants } from './people/list.ts';
import { registerForContest } from './people/register.ts';
import { startWindow } from './people/start.ts';
import { setContestProblems } from './problem/set.ts';
import { listContestProblems } from './problem/list.ts';
import { applyRoster, previewRoster } from './roster/take.ts';

setUpDatabase();
beforeAll(() => makeWorkerRow(db));

const as = (user: TestUser) => testCtx(db, user);
const refusal = (code: ErrorCode) => expect.objectContaining({ code });

async function boardOf(contest: TestContest, view: 'public' | 'jury' = 'public') {
  await moveBoard(testCtx(db), { contestId: contest.id });
  boardCache(db).clear();
  return getContestBoard(as(contest.jury), { id: contest.id, view });
}

async function rowOf(contest: TestContest, user: TestUser, view: 'public' | 'jury' = 'public') {
  return (await boardOf(contest, view)).rows.find(({ name }) => name === user.username);
}

describe('a contest', () => {
  it('of homework takes what is late for as long as its rules say, for less', async () => {
    const options = { lateDays: 1, latePercent: 10 };
    const homework = await makeContest(db, { format: 'homework', options, problems: 1 });
    const strict = await makeContest(db, { format: 'homework', problems: 1 });
    const good = await makeContest(db, { format: 'homework', options: { lateDays: null }, problems: 1 });
    const ada = await makeContestant(db, homework);
    for (const each of [strict, good]) await registerForContest(as(ada), { id: each.id, unofficial: false });
    for (const each of [homework, strict, good]) await later(db, each.id, 60 + 30);
    const send = ({ id, problems: [problemId = ''] }: TestContest) => handIn(db, ada, id, problemId);
    await judge(db, await send(homework), 'AC');
    expect(await rowOf(homework, ada)).toMatchObject({ score: 90 });
    const lateOf = async ({ id }: TestContest) => (await getContest(as(ada), { id })).late;
    const { endsAt } = await getContest(as(ada), { id: homework.id });
    expect(await lateOf(homework)).toEqual({ until: new Date(Date.parse(endsAt) + 86_400_000).toISOString() });
    expect([await lateOf(strict), await lateOf(good)]).toEqual([null, { until: null }]);
    await expect(send(strict)).rejects.toEqual(refusal('contest_over'));
    await send(good);
    const finalise = ({ id, jury }: TestContest) => actOnContest(as(jury), { id, act: { act: 'finalise' } });
    // Somebody may still be late.
    await expect(finalise(homework)).rejects.toEqual(refusal('contest_state'));
    await later(db, homework.id, 24 * 60);
    await expect(send(homework)).rejects.toEqual(refusal('contest_over'));
    // For good is until it is final.
    await judge(db, await send(good), 'AC');
    await db.pool.query(
      `UPDATE submissions SET status = 'AC', finished_at = now() WHERE scope_id = $1 AND finished_at IS NULL`,
      [good.id],
    );
    await finalise(good);
    await expect(send(good)).rejects.toEqual(refusal('contest_over'));
  });

  it('of homework that takes things late for good has its problems until it is final', async () => {
    const homework = await makeContest(db, { format: 'homework', options: { lateDays: null }, problems: 1 });
    const { id, jury, problems } = homework;
    await later(db, id, 24 * 60);
    const contested = async () =>
      (await db.pool.query('SELECT $1 IN (SELECT contested_problems()) AS contested', [...problems])).rows;
    expect(await contested()).toEqual([{ contested: true }]);
    const back = await withoutGuard(db, 'contested_problems', ' OR h.late_ms IS NULL');
    expect(await contested()).toEqual([{ contested: false }]);
    await back();
    await actOnContest(as(jury), { id, act: { act: 'finalise' } });
    expect(await contested()).toEqual([{ contested: false }]);
  });

  it('takes what is handed in while it runs, and shows it on the board', async () => {
    const contest = await makeContest(db);
    const [a = '', b = ''] = contest.problems;
    const ada = await makeContestant(db, contest);
    const bob = await makeContestant(db, contest);
    await judge(db, await handIn(db, ada, contest.id, a), 'WA');
    await judge(db, await handIn(db, ada, contest.id, a), 'AC');
    await judge(db, await handIn(db, bob, contest.id, b), 'RE');
    await handIn(db, bob, contest.id, b);
    const board = await boardOf(contest);
    expect(board.problems.map(({ label }) => label)).toEqual(['A', 'B']);
    const row = (name: string) => board.rows.find((each) => each.name === name);
    expect(row(ada.username)).toMatchObject({
      solved: 1,
      standing: 'ranked',
      cells: [{ solved: true, tries: 2 }, null],
    });
    expect(row(bob.username)).toMatchObject({ solved: 0, cells: [null, { solved: false, tries: 1, pending: 1 }] });
    expect(board.firsts).toMatchObject([{ label: 'A', certain: true }]);
    expect(await getStanding(as(bob), { id: contest.id })).toMatchObject({
      place: 2,
      of: 2,
      row: { name: bob.username },
    });
    await expect(getStanding(as(contest.jury), { id: contest.id })).rejects.toEqual(refusal('contest_not_participant'));
    expect((await listContestSubmissions(as(ada), { id: contest.id, limit: 20 })).data).toMatchObject([
      { status: 'AC' },
      { status: 'WA', label: 'A' },
    ]);
    expect(await brokenRules(db)).toEqual([]);
  });

  it('ends by the clock of the database: a millisecond before is in, the end is late', async () => {
    const contest = await makeContest(db);
    const [problemId] = contest.problems;
    const ada = await makeContestant(db, contest);
    const gate = async (before: number) => {
      const { rows } = await db.pool.query<{ refusal: string | null; time_ms: string }>(
        `SELECT g.refusal, g.time_ms FROM judge_scopes s, scope_gate(s.id, $2, $3, 'python3', s.close_at - $4::int * interval '1 millisecond') g WHERE s.id = $1`,
        [contest.id, ada.userId, problemId, before],
      );
      return rows[0];
    };
    expect(await gate(1)).toEqual({ refusal: null, time_ms: String(3_600_000 - 1) });
    expect(await gate(0)).toMatchObject({ refusal: 'window_over' });
    // Late by whatever the client's clock says, and nothing is left behind.
    await later(db, contest.id, 59);
    await db.pool.query(
      `UPDATE judge_scopes SET close_at = clock_timestamp(), over_at = clock_timestamp() WHERE id = $1`,
      [contest.id],
    );
    await expect(handIn(db, ada, contest.id, problemId ?? '')).rejects.toThrow(
      /Your time ended at 20\d\d-.*Z, by the server’s clock/,
    );
    const { rows } = await db.pool.query('SELECT FROM submissions WHERE scope_id = $1', [contest.id]);
    expect(rows).toEqual([]);
  });

  it('refuses who does not take part, what is not in it, other languages, and practice in its place', async () => {
    const contest = await makeContest(db, { languages: ['c'] });
    const [problemId = ''] = contest.problems;
    const ada = await makeContestant(db, contest);
    const other = await makeProblem(db);
    await expect(handIn(db, await makeUser(db), contest.id, problemId)).rejects.toEqual(
      refusal('contest_not_participant'),
    );
    await expect(handIn(db, ada, contest.id, other.problemId)).rejects.toEqual(refusal('contest_problem_not_found'));
    await expect(handIn(db, ada, contest.id, problemId)).rejects.toEqual(refusal('language_not_allowed'));
    await expect(handIn(db, ada, undefined, problemId)).rejects.toEqual(refusal('contest_id_missing'));
    await actOnContest(as(contest.jury), { id: contest.id, act: { act: 'pause' } });
    await expect(handIn(db, ada, contest.id, problemId)).rejects.toEqual(refusal('contest_paused'));
  });

  it('takes nothing back that is being judged', async () => {
    const contest = await makeContest(db);
    const [a = ''] = contest.problems;
    const ada = await makeContestant(db, contest);
    const statusOf = async (id: string) => (await getSubmission(as(ada), { id })).status;
    const waiting = await handIn(db, ada, contest.id, a);
    await cancelSubmission(as(ada), { id: waiting });
    expect(await statusOf(waiting)).toBe('CANCELLED');
    const judged = await handIn(db, ada, contest.id, a);
    await db.pool.query('UPDATE judge_tasks SET language = $2 WHERE id = $1', [judged, judged]);
    await claimNext(testCtx(db), { workerId: 'w', languages: [judged], leaseSeconds: 60 });
    await cancelSubmission(as(ada), { id: judged });
    // The same by what servers of 0.1 call.
    const { rows } = await db.pool.query<{ outcome: string }>(
      `SELECT cancel_submission($1, $2, gen_random_uuid(), 'submission.updated', 'user:x', '{}') AS outcome`,
      [judged, ada.userId],
    );
    expect(rows).toEqual([{ outcome: 'ended' }]);
    expect(await statusOf(judged)).not.toBe('CANCELLED');
  });

  it('goes before 5,000 that practise', async () => {
    const own = await ownDatabase();
    await makeWorkerRow(own);
    const contest = await makeContest(own, { problems: 1 });
    const ada = await makeContestant(own, contest);
    await own.pool.query(
      `INSERT INTO judge_tasks (id, kind, class, turn, user_id, language, status) SELECT gen_random_uuid(), 'submission', 1, n, gen_random_uuid(), 'python3', 'QUEUED' FROM generate_series(1, 5000) n`,
    );
    const id = await handIn(own, ada, contest.id, contest.problems[0] ?? '');
    const next = await claimNext(testCtx(own), { workerId: 'w', languages: ['python3'], leaseSeconds: 60 });
    expect(next).toMatchObject({ outcome: 'claimed', task: { submissionId: id } });
  });
});

describe('what the jury does', () => {
  it('freezes, thaws and finalises; results count for problems only then', async () => {
    const contest = await makeContest(db, {
      startsAt: minutesFromNow(-10),
      freezesAt: minutesFromNow(-5),
      problems: 1,
    });
    const [a = ''] = contest.problems;
    const ada = await makeContestant(db, contest);
    await judge(db, await handIn(db, ada, contest.id, a), 'AC');
    expect(await rowOf(contest, ada)).toMatchObject({ solved: 0, cells: [{ pending: 1, tries: 0 }] });
    expect(await rowOf(contest, ada, 'jury')).toMatchObject({ solved: 1 });
    await expect(actOnContest(as(contest.jury), { id: contest.id, act: { act: 'finalise' } })).rejects.toEqual(
      refusal('contest_state'),
    );
    const figures = async () =>
      (await db.pool.query('SELECT judged, accepted FROM problems WHERE id = $1', [a])).rows[0] as unknown;
    expect(await figures()).toEqual({ judged: 0, accepted: 0 });
    // As servers of 0.1 begin it.
    const rejudge = async () => {
      const { rows } = await db.pool.query<{ outcome: string }>(
        `SELECT create_rejudge(gen_random_uuid(), gen_random_uuid(), $1, $2, NULL, NULL, NULL, 10, 1, gen_random_uuid()::text, '') ->> 'outcome' AS outcome`,
        [contest.jury.userId, a],
      );
      return rows[0]?.outcome;
    };
    expect(await rejudge()).toBe('nothing');
    await later(db, contest.id, 60);
    await actOnContest(as(contest.jury), { id: contest.id, act: { act: 'thaw' } });
    expect(await rejudge()).toBe('created');
    // Results count, so nobody is given time to change them.
    await expect(
      actOnContest(as(contest.jury), { id: contest.id, act: { act: 'end', at: minutesFromNow(9) } }),
    ).rejects.toThrow(/^Results count already/);
    const participantId = (await rowOf(contest, ada))?.participant ?? '';
    await expect(
      changeParticipant(as(contest.jury), { id: contest.id, participantId, extensionMinutes: 9 }),
    ).rejects.toThrow(/^Results count already/);
    await actOnContest(as(contest.jury), { id: contest.id, act: { act: 'finalise' } });
    expect(await rowOf(contest, ada)).toMatchObject({ solved: 1 });
    expect(await figures()).toEqual({ judged: 1, accepted: 1 });
    // Final: what places are counted by is closed, on every way to it.
    const jury = as(contest.jury);
    for (const closed of [
      () => actOnContest(jury, { id: contest.id, act: { act: 'pause' } }),
      () => changeContest(jury, { id: contest.id, rated: true }),
      () => setContestProblems(jury, { id: contest.id, problems: [] }),
      () => applyRoster(jury, { id: contest.id, bytes: Buffer.from('name,email\nEve,eve@example.test\n') }),
      () => changeParticipant(jury, { id: contest.id, participantId, official: false }),
    ])
      await expect(closed()).rejects.toEqual(refusal('contest_state'));
    expect(await changeContest(jury, { id: contest.id, title: 'Known by another name' })).toMatchObject({
      title: 'Known by another name',
    });
    // Whoever is found out later is out all the same.
    await changeParticipant(jury, { id: contest.id, participantId, status: 'disqualified' });
    expect(await rowOf(contest, ada)).toMatchObject({ standing: 'disqualified' });
  });

  it('gives everybody the pause at their end, and extra time on top', async () => {
    const contest = await makeContest(db);
    const ada = await makeContestant(db, contest);
    const mine = await registerForContest(as(ada), { id: contest.id, unofficial: false });
    const until = Date.parse(mine.window?.until ?? '');
    await actOnContest(as(contest.jury), { id: contest.id, act: { act: 'pause' } });
    await db.pool.query(`UPDATE judge_scopes SET paused_at = paused_at - interval '10 minutes' WHERE id = $1`, [
      contest.id,
    ]);
    await actOnContest(as(contest.jury), { id: contest.id, act: { act: 'resume' } });
    await changeParticipant(as(contest.jury), {
      id: contest.id,
      participantId: mine.participantId,
      extensionMinutes: 5,
    });
    const now = await registerForContest(as(ada), { id: contest.id, unofficial: false });
    const more = Date.parse(now.window?.until ?? '') - until;
    expect(more).toBeGreaterThanOrEqual(15 * 60_000);
    expect(more).toBeLessThan(15 * 60_000 + 20_000);
  });

  it('disqualifies, ignores, rejudges, and the board is counted anew', async () => {
    const contest = await makeContest(db, { problems: 1 });
    const [a = ''] = contest.problems;
    const jury = as(contest.jury);
    const ada = await makeContestant(db, contest);
    const submissionId = await handIn(db, ada, contest.id, a);
    await judge(db, submissionId, 'AC');
    expect(await rowOf(contest, ada)).toMatchObject({ solved: 1 });
    await ignoreSubmission(jury, { id: contest.id, submissionId, ignored: true });
    expect(await rowOf(contest, ada)).toMatchObject({ solved: 0, cells: [null] });
    await ignoreSubmission(jury, { id: contest.id, submissionId, ignored: false });
    const { rejudgeId } = await rejudgeContest(jury, { id: contest.id, label: 'A', idempotencyKey: null });
    const { rows } = await db.pool.query<{ id: string }>('SELECT id FROM rejudge_results WHERE rejudge_id = $1', [
      rejudgeId,
    ]);
    await judge(db, rows[0]?.id ?? '', 'WA');
    expect(await getContestRejudge(jury, { id: contest.id, rejudgeId })).toMatchObject({
      rejudge: { status: 'READY', matrix: [{ from: 'AC', to: 'WA', count: 1 }] },
      label: 'A',
      verdicts: [{ submissionId, label: 'A', participant: ada.username, from: 'AC', to: 'WA' }],
      rows: [{ name: ada.username, before: { place: 1, solved: 1 }, after: { place: 1, solved: 0 } }],
    });
    expect(await rowOf(contest, ada)).toMatchObject({ solved: 1 });
    await applyRejudge(jury, { id: rejudgeId }, reactions);
    // It is what the preview said, and nothing is to be told any more.
    expect(await getContestRejudge(jury, { id: contest.id, rejudgeId })).toMatchObject({
      rejudge: { status: 'APPLIED' },
      rows: [],
    });
    expect(await rowOf(contest, ada)).toMatchObject({ solved: 0, cells: [{ tries: 1 }] });
    const mine = await registerForContest(as(ada), { id: contest.id, unofficial: false });
    await changeParticipant(jury, {
      id: contest.id,
      participantId: mine.participantId,
      status: 'disqualified',
      reason: 'copied',
    });
    expect(await rowOf(contest, ada)).toMatchObject({ standing: 'disqualified' });
    await expect(handIn(db, ada, contest.id, a)).rejects.toEqual(refusal('contest_not_participant'));
    await getJurySubmission(jury, { id: contest.id, submissionId });
    const { data } = await listAudit(jury, { id: contest.id, limit: 100 });
    expect(data.map(({ act }) => act)).toEqual([
      'submission.read',
      'participant.disqualified',
      'rejudge.applied',
      'rejudge.started',
      'submission.counted',
      'submission.ignored',
      'contest.changed',
      'problems.set',
      'contest.created',
    ]);
    expect(data[1]).toMatchObject({ reason: 'copied', username: contest.jury.username });
    await expect(
      db.pool.query(`UPDATE contest_audit SET act = 'x' WHERE contest_id = $1`, [contest.id]),
    ).rejects.toThrow(/never changed/);
    await expect(db.pool.query('DELETE FROM judge_scope_log WHERE scope_id = $1', [contest.id])).rejects.toThrow(
      /never changed/,
    );
  });

  it('is shown by a rejudge what applying changes, and not what it leaves alone', async () => {
    const contest = await makeContest(db, { problems: 1 });
    const [a = ''] = contest.problems;
    const jury = as(contest.jury);
    const [ada, bob, eve] = [
      await makeContestant(db, contest),
      await makeContestant(db, contest),
      await makeContestant(db, contest),
    ];
    await judge(db, await handIn(db, ada, contest.id, a), 'WA');
    for (const user of [bob, eve]) await judge(db, await handIn(db, user, contest.id, a), 'AC');
    const rejudged = async (verdicts: readonly ('AC' | 'WA' | 'IE' | 'TLE')[]) => {
      const { rejudgeId } = await rejudgeContest(jury, { id: contest.id, label: 'A', idempotencyKey: null });
      const { rows } = await db.pool.query<{ id: string }>(
        'SELECT id FROM rejudge_results WHERE rejudge_id = $1 ORDER BY submission_id',
        [rejudgeId],
      );
      for (const [at, { id }] of rows.entries()) await judge(db, id, verdicts[at]);
      return rejudgeId;
    };
    const rejudgeId = await rejudged(['AC', 'WA', 'IE']);
    const preview = async () => {
      const { verdicts, rows } = await getContestRejudge(jury, { id: contest.id, rejudgeId });
      return [verdicts.map(({ left }) => left), new Map(rows.map(({ name, after }) => [name, after.solved]))];
    };
    const solved = (hers: number, his: number) =>
      new Map([
        [ada.username, hers],
        [bob.username, his],
      ]);
    expect(await preview()).toEqual([[false, false, true], solved(1, 0)]);
    // Meanwhile another gives the first another verdict: it is nothing any more that this one decides.
    await applyRejudge(jury, { id: await rejudged(['TLE', 'AC', 'AC']) }, reactions);
    // She only comes nearer to him.
    expect(await preview()).toEqual([[true, false, true], solved(0, 0)]);
    const { applied, left } = await applyRejudge(jury, { id: rejudgeId }, reactions);
    expect([applied, left.length]).toEqual([1, 2]);
    expect(await preview()).toEqual([[true, false, true], new Map()]);
  });

  it('has a line of each rejudge that changed it, also of one that was of no contest', async () => {
    const contest = await makeContest(db, { problems: 1 });
    const [problemId = ''] = contest.problems;
    const elsewhere = await makeContest(db, { problems: 1 });
    const [a, b] = [await makeContestant(db, contest), await makeContestant(db, contest)];
    for (const user of [a, b]) await judge(db, await handIn(db, user, contest.id, problemId), 'AC');
    await later(db, contest.id, 60);
    await actOnContest(as(contest.jury), { id: contest.id, act: { act: 'finalise' } });
    const admin = as(await makeUser(db, 'admin'));
    const { rejudgeId } = await createRejudge(admin, { problemId, idempotencyKey: null });
    const { rows } = await db.pool.query<{ id: string }>(
      'SELECT id FROM rejudge_results WHERE rejudge_id = $1 ORDER BY submission_id',
      [rejudgeId],
    );
    for (const [at, { id }] of rows.entries()) await judge(db, id, at === 0 ? 'WA' : 'IE');
    await applyRejudge(admin, { id: rejudgeId }, reactions);
    const [line] = (await listAudit(as(contest.jury), { id: contest.id, limit: 1 })).data;
    expect(line).toMatchObject({ act: 'rejudge.applied', subject: rejudgeId, data: { applied: 1, left: 1 } });
    const other = await listAudit(as(elsewhere.jury), { id: elsewhere.id, limit: 100 });
    expect(other.data.map(({ act }) => act)).not.toContain('rejudge.applied');
  });

  it('has a rejudge for as long as one is in it, whoever began it', async () => {
    const contest = await makeContest(db, { problems: 1 });
    const [a = ''] = contest.problems;
    const [second, stranger] = [await makeUser(db, 'setter'), await makeUser(db, 'setter')];
    const usernames = [contest.jury.username, second.username];
    await setContestJury(as(contest.jury), { id: contest.id, usernames });
    await judge(db, await handIn(db, await makeContestant(db, contest), contest.id, a), 'AC');
    const { rejudgeId: id } = await rejudgeContest(as(second), { id: contest.id, label: 'A', idempotencyKey: null });
    const listed = async (user: TestUser) =>
      (await listRejudges(as(user), { limit: 100 })).data.map(({ rejudgeId }) => rejudgeId);
    expect(await getRejudge(as(contest.jury), { id })).toMatchObject({
      contestId: contest.id,
      createdBy: second.username,
    });
    expect(await listed(contest.jury)).toEqual([id]);
    expect((await listContestRejudges(as(contest.jury), { id: contest.id, limit: 20 })).data).toMatchObject([
      { rejudgeId: id },
    ]);
    const told = async () =>
      (await movedRejudges(testCtx(db), new Map()))
        .filter(({ rejudgeId }) => rejudgeId === id)
        .map(({ userId }) => userId);
    expect(await told()).toEqual([second.userId]);
    await setContestJury(as(contest.jury), { id: contest.id, usernames: [contest.jury.username] });
    for (const outside of [second, stranger]) {
      await expect(getRejudge(as(outside), { id })).rejects.toEqual(refusal('rejudge_not_found'));
      await expect(applyRejudge(as(outside), { id }, reactions)).rejects.toEqual(refusal('rejudge_not_found'));
      await expect(dropRejudge(as(outside), { id }, reactions)).rejects.toEqual(refusal('rejudge_not_found'));
      await expect(getContestRejudge(as(outside), { id: contest.id, rejudgeId: id })).rejects.toEqual(
        refusal('contest_not_jury'),
      );
      expect(await listed(outside)).toEqual([]);
    }
    expect(await told()).toEqual([]);
    await dropRejudge(as(contest.jury), { id }, reactions);
    expect((await listAudit(as(contest.jury), { id: contest.id, limit: 1 })).data).toMatchObject([
      { act: 'rejudge.dropped', subject: id, username: contest.jury.username },
    ]);
  });

  it('answers questions: one of it at a time, to whoever asked or to everybody, without saying who', async () => {
    const contest = await makeContest(db);
    const jury = as(contest.jury);
    const other = testCtx(db, await makeUser(db, 'admin'));
    const [ada, bob] = [await makeContestant(db, contest), await makeContestant(db, contest)];
    const { clarificationId } = await askClarification(as(ada), {
      id: contest.id,
      label: 'A',
      question: 'May n be 0?',
    });
    const about = { id: contest.id, clarificationId };
    await claimClarification(jury, { ...about, claimed: true });
    await expect(answerClarification(other, { ...about, answer: 'No.', audience: 'asker' })).rejects.toEqual(
      refusal('clarification_claimed'),
    );
    const said = async (user: TestUser) => (await listClarifications(as(user), { id: contest.id, limit: 20 })).data;
    await answerClarification(jury, { ...about, answer: 'No.', audience: 'asker' });
    expect(await said(ada)).toMatchObject([{ answer: 'No.', own: true, acknowledged: false, jury: null }]);
    expect(await said(bob)).toEqual([]);
    const told = as(contest.jury);
    await answerClarification(told, { ...about, answer: 'n is at least 1.', audience: 'everybody' });
    expect(await said(bob)).toMatchObject([
      { question: 'May n be 0?', answer: 'n is at least 1.', own: false, jury: null },
    ]);
    // Everybody may listen to the public channel, so it carries no text.
    expect(
      JSON.stringify(told.dispatched.filter((row) => row.topic === 'event' && row.channel.startsWith('scoreboard:'))),
    ).not.toMatch(/at least|May n/);
    await acknowledgeClarification(as(ada), about);
    expect((await listClarifications(jury, { id: contest.id, limit: 20 })).data[0]?.jury).toMatchObject({
      acknowledgements: 1,
      participant: ada.username,
    });
  });

  it('brings a balloon for each problem solved, once, and marks the first', async () => {
    const contest = await makeContest(db);
    const [a = ''] = contest.problems;
    const [ada, bob] = [await makeContestant(db, contest), await makeContestant(db, contest)];
    for (const user of [ada, bob])
      for (let n = 0; n < 2; n += 1) await judge(db, await handIn(db, user, contest.id, a), 'AC');
    await boardOf(contest);
    const jury = as(contest.jury);
    const { data } = await listBalloons(jury, { id: contest.id, limit: 20 });
    expect(data.map(({ participant, first }) => ({ participant, first }))).toEqual([
      { participant: ada.username, first: true },
      { participant: bob.username, first: false },
    ]);
    const balloonId = data[0]?.balloonId ?? '';
    await moveBalloon(jury, { id: contest.id, balloonId, state: 'claimed' });
    await expect(
      moveBalloon(testCtx(db, await makeUser(db, 'admin')), { id: contest.id, balloonId, state: 'claimed' }),
    ).rejects.toEqual(refusal('contest_state'));
    expect(await moveBalloon(jury, { id: contest.id, balloonId, state: 'done' })).toMatchObject({
      state: 'done',
      claimedBy: contest.jury.username,
    });
  });
});

describe('taking part', () => {
  it('is by code, by approval, in teams that are not overfull, and not for the jury', async () => {
    const byCode = await makeContest(db, { registration: 'invitation', invitationCode: 'open sesame', teamSize: 2 });
    const register = async (user: TestUser, over: object) =>
      registerForContest(as(user), { id: byCode.id, unofficial: false, ...over });
    const [ada, bob, eve] = [await makeUser(db), await makeUser(db), await makeUser(db)];
    await expect(register(ada, { invitationCode: 'open barley' })).rejects.toEqual(refusal('registration_code'));
    const team = await register(ada, { invitationCode: 'open sesame', teamName: 'Two of us' });
    await register(bob, { teamCode: team.teamCode ?? '' });
    await expect(register(eve, { teamCode: team.teamCode ?? '' })).rejects.toEqual(refusal('team_full'));
    await expect(register(byCode.jury, { invitationCode: 'open sesame' })).rejects.toEqual(
      refusal('registration_closed'),
    );
    // What one of a team hands in is the team's.
    const [a = ''] = byCode.problems;
    const submissionId = await handIn(db, bob, byCode.id, a);
    await judge(db, submissionId, 'AC');
    expect(await getSubmission(as(ada), { id: submissionId })).toMatchObject({ files: [{ content: 'print(1)' }] });
    expect((await boardOf(byCode)).rows).toMatchObject([{ name: 'Two of us', kind: 'team', solved: 1 }]);
    expect((await listContestSubmissions(as(ada), { id: byCode.id, limit: 20 })).data).toHaveLength(1);

    const byJury = await makeContest(db, { registration: 'approval' });
    const asked = await registerForContest(as(eve), { id: byJury.id, unofficial: false });
    expect(asked.status).toBe('pending');
    await expect(handIn(db, eve, byJury.id, byJury.problems[0] ?? '')).rejects.toEqual(
      refusal('contest_not_participant'),
    );
    await changeParticipant(as(byJury.jury), {
      id: byJury.id,
      participantId: asked.participantId,
      status: 'registered',
    });
    await handIn(db, eve, byJury.id, byJury.problems[0] ?? '');
  });

  it('stays as it is when the contest is final; until then whoever is turned down is off the board, disqualified or not', async () => {
    const contest = await makeContest(db, { registration: 'approval' });
    const jury = as(contest.jury);
    const [waiting, refused, barred] = [await makeUser(db), await makeUser(db), await makeUser(db)];
    const participants = new Map<TestUser, string>();
    for (const user of [waiting, refused, barred]) {
      const { participantId } = await registerForContest(as(user), { id: contest.id, unofficial: false });
      participants.set(user, participantId);
    }
    const set = (user: TestUser, status: 'registered' | 'rejected' | 'disqualified') =>
      changeParticipant(jury, { id: contest.id, participantId: participants.get(user) ?? '', status });
    await set(refused, 'rejected');
    await set(barred, 'registered');
    await set(barred, 'disqualified');
    expect(await rowOf(contest, barred, 'jury')).toBeDefined();
    await set(barred, 'rejected');
    expect(await rowOf(contest, barred, 'jury')).toBeUndefined();
    await later(db, contest.id, 90);
    await actOnContest(jury, { id: contest.id, act: { act: 'finalise' } });
    for (const user of [waiting, refused])
      for (const status of ['registered', 'disqualified'] as const)
        await expect(set(user, status)).rejects.toEqual(refusal('contest_state'));
  });

  it('begins when one likes where windows are one’s own, and ends so long after', async () => {
    const contest = await makeContest(db, {
      startsAt: minutesFromNow(-60),
      endsAt: minutesFromNow(60 * 24),
      durationMinutes: 30,
    });
    const [a = ''] = contest.problems;
    const ada = await makeContestant(db, contest);
    await expect(listContestProblems(as(ada), { id: contest.id })).rejects.toEqual(refusal('contest_window_not_begun'));
    await expect(handIn(db, ada, contest.id, a)).rejects.toEqual(refusal('contest_window_not_begun'));
    await announce(as(contest.jury), { id: contest.id, text: 'Lunch is at noon.' });
    await announce(as(contest.jury), { id: contest.id, label: 'A', text: 'n is at least 1.' });
    const said = async () =>
      (await listClarifications(as(ada), { id: contest.id, limit: 20 })).data.map(({ answer }) => answer);
    // What is said of a problem says something of it.
    expect(await said()).toEqual(['Lunch is at noon.']);
    const { window } = await startWindow(as(ada), { id: contest.id, virtual: false });
    expect(Date.parse(window?.until ?? '') - Date.parse(window?.from ?? '')).toBe(30 * 60_000);
    await judge(db, await handIn(db, ada, contest.id, a), 'AC');
    expect((await listContestProblems(as(ada), { id: contest.id })).data).toHaveLength(2);
    expect(await said()).toHaveLength(2);
    await later(db, contest.id, 31);
    expect(await said()).toHaveLength(2);
    await expect(handIn(db, ada, contest.id, a)).rejects.toEqual(refusal('contest_over'));
    // Others may not have begun, so it is over for ada and open to nobody.
    await expect(listContestProblems(as(ada), { id: contest.id })).rejects.toEqual(refusal('contest_over'));
    expect(await rowOf(contest, ada)).toMatchObject({ solved: 1 });
  });

  it('is left before one’s time begins and not after, so that nobody has a second one', async () => {
    const contest = await makeContest(db, { endsAt: minutesFromNow(600), durationMinutes: 30, teamSize: 2 });
    const [a = ''] = contest.problems;
    const register = (user: TestUser, over: object = {}) =>
      registerForContest(as(user), { id: contest.id, unofficial: false, ...over });
    const ada = await makeUser(db);
    await register(ada);
    await leaveContest(as(ada), { id: contest.id });
    const { teamCode, participantId } = await register(ada, { teamName: 'Two' });
    const { window } = await startWindow(as(ada), { id: contest.id, virtual: false });
    await expect(leaveContest(as(ada), { id: contest.id })).rejects.toEqual(refusal('contest_begun'));
    // Who joins late has what is left of the team's time, and no clock of the own.
    await later(db, contest.id, 10);
    const bob = await makeUser(db);
    const joined = await register(bob, { teamCode: teamCode ?? '' });
    expect(Date.parse(joined.window?.from ?? '')).toBe(Date.parse(window?.from ?? '') - 10 * 60_000);
    expect(await startWindow(as(bob), { id: contest.id, virtual: false })).toMatchObject({ window: joined.window });
    const submissionId = await handIn(db, bob, contest.id, a);
    const { rows } = await db.pool.query<{ scope_ms: string }>('SELECT scope_ms FROM submissions WHERE id = $1', [
      submissionId,
    ]);
    expect(Number(rows[0]?.scope_ms)).toBeGreaterThanOrEqual(10 * 60_000);
    const eve = await makeUser(db);
    const turnedDown = await register(eve);
    await changeParticipant(as(contest.jury), {
      id: contest.id,
      participantId: turnedDown.participantId,
      status: 'rejected',
    });
    await expect(leaveContest(as(eve), { id: contest.id })).rejects.toEqual(refusal('contest_begun'));
    expect(await register(eve)).toMatchObject({ status: 'rejected' });
    expect(joined.participantId).toBe(participantId);
  });

  it('is possible afterwards, beside ghosts, and on nobody’s board', async () => {
    const contest = await makeContest(db, { upsolving: 'nobody', problems: 1 });
    const [a = ''] = contest.problems;
    const ada = await makeContestant(db, contest);
    const hers = await handIn(db, ada, contest.id, a);
    await judge(db, hers, 'AC');
    const bob = await makeUser(db);
    await expect(startWindow(as(bob), { id: contest.id, virtual: true })).rejects.toEqual(refusal('contest_state'));
    await later(db, contest.id, 60);
    await expect(startWindow(as(ada), { id: contest.id, virtual: true })).rejects.toEqual(
      refusal('already_registered'),
    );
    await startWindow(as(bob), { id: contest.id, virtual: true });
    await handIn(db, bob, contest.id, a);
    const ghosts = async () =>
      (await getContestBoard(as(bob), { id: contest.id, view: 'ghost' })).rows.toSorted((x, y) =>
        x.kind < y.kind ? -1 : 1,
      );
    expect(await ghosts()).toMatchObject([
      { name: ada.username, kind: 'ghost', solved: 0 },
      { name: bob.username, kind: 'virtual', cells: [{ pending: 1 }] },
    ]);
    // Two minutes in, what ada did in the first is there.
    await db.pool.query(
      `UPDATE judge_scope_members SET from_at = from_at - interval '2 minutes' WHERE scope_id = $1 AND virtual`,
      [contest.id],
    );
    expect(await ghosts()).toMatchObject([{ kind: 'ghost', solved: 1 }, { kind: 'virtual' }]);
    expect(await getStanding(as(bob), { id: contest.id })).toMatchObject({
      view: 'ghost',
      place: 2,
      of: 1,
      row: { name: bob.username },
    });
    // Who holds the board of a moment ago is told what has changed, and the own row; of another version all.
    const held = await getContestBoard(as(bob), { id: contest.id, view: 'ghost' });
    const { until, version } = held;
    const since = { id: contest.id, view: 'ghost', version } as const;
    const names = ({ rows }: typeof held) => rows.map(({ name }) => name).toSorted();
    expect(names(await getContestBoard(as(bob), { ...since, since: until ?? 0 }))).toEqual([bob.username]);
    const both = [ada.username, bob.username].toSorted();
    expect(names(await getContestBoard(as(bob), { ...since, since: 0 }))).toEqual(both);
    const other = await getContestBoard(as(bob), { ...since, since: until ?? 0, version: version + 1 });
    expect(names(other)).toEqual(both);
    expect(other.since).toBeNull();
    expect((await boardOf(contest)).rows.map(({ name }) => name)).toEqual([ada.username]);
    // Somebody else takes the log further while names are looked up: the board is of one version all the same.
    let meanwhile: (() => Promise<void>) | null = async () => {
      await ignoreSubmission(as(contest.jury), { id: contest.id, submissionId: hers, ignored: true });
      expect(await look()).toMatchObject({ version: version + 1, firsts: [] });
    };
    const pool = Object.assign(Object.create(db.pool) as typeof db.pool, {
      async query(...all: [{ readonly name?: string }]) {
        const act = all[0].name === 'contest_names' ? meanwhile : null;
        if (act !== null) meanwhile = null;
        await act?.();
        return (db.pool.query as (...given: unknown[]) => unknown).apply(db.pool, all);
      },
    });
    const slow = { prisma: db.prisma, pool };
    const look = () => getContestBoard({ ...as(bob), db: slow }, { id: contest.id, view: 'ghost' });
    const ghost = await look();
    expect(meanwhile).toBeNull();
    expect(ghost).toMatchObject({ version, firsts: [{ label: 'A' }] });
  });

  it('is by a roster, of which everything is right or nothing is taken', async () => {
    const contest = await makeContest(db, { registration: 'roster', teamSize: 3 });
    const jury = as(contest.jury);
    const [ada, eve] = [await makeUser(db), await makeUser(db)];
    const bytes = (text: string) => new TextEncoder().encode(text);
    const wrong = bytes(
      `\uFEFFName;E-mail;Team;Extra time\nAda;${ada.username}@example.test;;25 %\nBob;bob@;;\nEve;${ada.username}@EXAMPLE.test;;lots\n`,
    );
    const { faults, detected } = await previewRoster(jury, { id: contest.id, bytes: wrong });
    expect(detected).toEqual({ encoding: 'utf-8', delimiter: ';' });
    expect(faults.map(({ path }) => path)).toEqual([
      'line 3, column B (email)',
      'line 4, column D (extra)',
      'line 4, column B (email)',
    ]);
    await expect(applyRoster(jury, { id: contest.id, bytes: wrong })).rejects.toMatchObject({
      code: 'roster_invalid',
      fields: faults,
    });
    await expect(registerForContest(as(ada), { id: contest.id, unofficial: false })).rejects.toEqual(
      refusal('registration_closed'),
    );

    const right = bytes(
      `name,email,team,institution,extra,room,seat\nAda,${ada.username}@example.test,,Uni,25,R1,3\nMax,max@example.test,Reds,Uni,,,\nMia,mia@example.test,reds,,,,\n`,
    );
    for (let n = 0; n < 2; n += 1)
      expect(await applyRoster(jury, { id: contest.id, bytes: right })).toMatchObject({
        faults: [],
        participants: 2,
        teams: 1,
      });
    const mine = await registerForContest(as(ada), { id: contest.id, unofficial: false });
    expect(mine).toMatchObject({ name: 'Ada', institution: 'Uni', room: 'R1', seat: '3', extraMs: 15 * 60_000 });
    await expect(registerForContest(as(eve), { id: contest.id, unofficial: false })).rejects.toEqual(
      refusal('registration_closed'),
    );
    expect((await boardOf(contest)).rows.map(({ name }) => name).toSorted()).toEqual(['Ada', 'Reds']);
  });
});

describe('a roster that is corrected', () => {
  const bytes = (text: string) => new TextEncoder().encode(`name,email,team,institution\n${text}`);
  const rosterOf = async (contest: TestContest) => {
    const rows = (await boardOf(contest, 'jury')).rows.map(({ name }) => name).toSorted();
    const { data } = await listParticipants(as(contest.jury), { id: contest.id, limit: 50 });
    expect(data.map(({ name }) => name).toSorted()).toEqual(rows);
    return rows;
  };

  it('leaves no row behind of who went into a team, of a team that is called otherwise, or of an address that was wrong', async () => {
    const contest = await makeContest(db, { registration: 'roster', teamSize: 3 });
    const take = (text: string) => applyRoster(as(contest.jury), { id: contest.id, bytes: bytes(text) });
    await take(
      'Max,max@example.test,,Uni\nMia,mia@example.test,Reds,\nIan,ian@example.test,Reds,\nZoe,zoo@example.test,,Uni\n',
    );
    expect(await rosterOf(contest)).toEqual(['Max', 'Reds', 'Zoe']);
    const before = await listParticipants(as(contest.jury), { id: contest.id, limit: 50 });
    const idOf = (name: string) => before.data.find((each) => each.name === name)?.participantId;
    const { entries } = await take(
      'Max,max@example.test,Blues,\nMia,mia@example.test,Greens,\nIan,ian@example.test,Greens,\nZoe,zoe@example.test,,Uni\n',
    );
    expect(entries.map(({ corrects }) => corrects)).toEqual([null, null, null, 'zoo@example.test']);
    expect(await rosterOf(contest)).toEqual(['Blues', 'Greens', 'Zoe']);
    const { data } = await listParticipants(as(contest.jury), { id: contest.id, limit: 50 });
    expect(data.map(({ name, participantId, invited }) => [name, participantId, invited])).toEqual([
      ['Blues', expect.any(String), ['max@example.test']],
      ['Greens', idOf('Reds'), ['ian@example.test', 'mia@example.test']],
      ['Zoe', idOf('Zoe'), ['zoe@example.test']],
    ]);
    expect(await brokenRules(db)).toEqual([]);
  });

  it('takes two of one name for two, and a part of a team for a team of its own', async () => {
    const contest = await makeContest(db, { registration: 'roster', teamSize: 3 });
    const take = (text: string) => applyRoster(as(contest.jury), { id: contest.id, bytes: bytes(text) });
    await take(
      'Wei,w1@example.test,,A\nWei,w2@example.test,,A\nMia,mia@example.test,Reds,\nIan,ian@example.test,Reds,\n',
    );
    await take('Wei,w3@example.test,,A\nWei,w4@example.test,,B\nIan,ian@example.test,Blues,\n');
    expect(await rosterOf(contest)).toEqual(['Blues', 'Reds', 'Wei', 'Wei', 'Wei', 'Wei']);
  });

  it('splits nobody: who has handed something in stays who they are', async () => {
    const contest = await makeContest(db, { registration: 'roster', teamSize: 3, problems: 1 });
    const [a = ''] = contest.problems;
    const ada = await makeUser(db);
    const take = (team: string) =>
      applyRoster(as(contest.jury), { id: contest.id, bytes: bytes(`Ada,${ada.username}@example.test,${team},\n`) });
    await take('');
    await judge(db, await handIn(db, ada, contest.id, a), 'AC');
    await expect(take('Reds')).rejects.toMatchObject({
      code: 'roster_invalid',
      fields: [{ path: 'line 2', message: expect.stringContaining('takes part as Ada, and has begun') }],
    });
    expect(await rosterOf(contest)).toEqual(['Ada']);
    await take('');
    expect((await boardOf(contest, 'jury')).rows).toMatchObject([{ name: 'Ada', solved: 1 }]);
  });
});

describe('what makes no contest', () => {
  const body = {
    title: 'T',
    description: '',
    format: 'icpc',
    options: {},
    timeZone: null,
    freezesAt: null,
    durationMinutes: null,
    registration: 'open',
    invitationCode: null,
  } as const;
  const more = {
    teamSize: 1,
    rated: false,
    virtual: true,
    upsolving: 'participants' as const,
    languages: null,
    cannedAnswers: [] as string[],
  };

  it.each([
    ['one that ends before it starts', { endsAt: minutesFromNow(-5) }, 'contest_times'],
    ['one that freezes after its end', { freezesAt: minutesFromNow(90) }, 'contest_times'],
    ['windows longer than it', { durationMinutes: 600 }, 'contest_times'],
    ['a format that there is not', { format: 'chess' }, 'contest_options'],
    ['options of another format', { options: { penaltyMinutes: 'many' } }, 'contest_options'],
    ['a language that nobody judges', { languages: ['klingon'] }, 'unknown_language'],
  ] as const)('%s', async (_, over, code) => {
    const jury = await makeUser(db, 'setter');
    const input = {
      ...body,
      ...more,
      slug: `bad-${jury.userId.slice(-10)}`,
      startsAt: minutesFromNow(0),
      endsAt: minutesFromNow(60),
      ...over,
    };
    await expect(
      createContest(as(jury), { ...input, languages: 'languages' in over ? [...over.languages] : null }),
    ).rejects.toEqual(refusal(code));
    const { rows } = await db.pool.query('SELECT FROM contests WHERE slug = $1', [input.slug]);
    expect(rows).toEqual([]);
  });

  it('letters or problems that are there twice, another’s unpublished problem, and what changes a contest that runs', async () => {
    const contest = await makeContest(db);
    const other = await makeContest(db);
    const jury = as(contest.jury);
    const [a = '', b = ''] = contest.problems;
    const plain = { colour: null, points: null };
    await expect(
      setContestProblems(jury, {
        id: contest.id,
        problems: [
          { label: 'A', problemId: a, ...plain },
          { label: 'A', problemId: a, ...plain },
        ],
      }),
    ).rejects.toMatchObject({
      code: 'contest_labels',
      fields: [{ path: 'body.problems[1].label' }, { path: 'body.problems[1].problemId' }],
    });
    await expect(
      setContestProblems(jury, {
        id: contest.id,
        problems: [{ label: 'A', problemId: other.problems[0] ?? '', ...plain }],
      }),
    ).rejects.toEqual(refusal('problem_not_found'));
    // Letters that are exchanged are no twins.
    await setContestProblems(jury, {
      id: contest.id,
      problems: [
        { label: 'B', problemId: a, ...plain },
        { label: 'A', problemId: b, ...plain },
      ],
    });
    await expect(changeContest(jury, { id: contest.id, format: 'ioi' })).rejects.toEqual(refusal('contest_begun'));
    await expect(changeContest(as(other.jury), { id: contest.id, title: 'Mine' })).rejects.toEqual(
      refusal('contest_not_jury'),
    );
    await handIn(db, await makeContestant(db, contest), contest.id, a);
    await expect(setContestProblems(jury, { id: contest.id, problems: [] })).rejects.toEqual(refusal('contest_begun'));
  });

  it('another’s secret problem that one sees in their contest, which comes without what would help', async () => {
    const contest = await makeContest(db);
    const mine = await makeContest(db);
    const [a = '', b = ''] = contest.problems;
    await db.pool.query(`UPDATE problems SET tags = '{dp}', judged = 2, accepted = 1 WHERE id = $1`, [a]);
    const setter = as(mine.jury);
    await registerForContest(setter, { id: contest.id, unofficial: false });
    const seen = await getProblem(setter, { slug: a });
    expect(seen).toMatchObject({ tags: [], acceptance: null });
    expect(seen.faults).toBeUndefined();
    expect(await getProblem(as(contest.jury), { slug: a })).toMatchObject({
      tags: ['dp'],
      // What it was before tells as much, so it is told to nobody while a contest runs.
      acceptance: null,
      faults: [],
    });
    const problem = (label: string, problemId: string) => ({ label, problemId, colour: null, points: null });
    await expect(setContestProblems(setter, { id: mine.id, problems: [problem('A', a)] })).rejects.toEqual(
      refusal('problem_not_found'),
    );
    // Another of the jury, who has set nothing of it, keeps what is there.
    const other = await makeUser(db);
    await db.pool.query('INSERT INTO judge_scope_staff (scope_id, user_id) VALUES ($1, $2)', [
      contest.id,
      other.userId,
    ]);
    await setContestProblems(as(other), { id: contest.id, problems: [problem('A', b), problem('B', a)] });
  });

  it('reading what others hand in: a setter who takes part is no jury', async () => {
    const contest = await makeContest(db);
    const [a = ''] = contest.problems;
    const setter = await makeUser(db, 'setter');
    await registerForContest(as(setter), { id: contest.id, unofficial: false });
    const submissionId = await handIn(db, await makeContestant(db, contest), contest.id, a);
    await expect(getSubmission(as(setter), { id: submissionId })).rejects.toEqual(refusal('submission_not_found'));
    await expect(getSubmission(as(contest.jury), { id: submissionId })).rejects.toEqual(
      refusal('submission_not_found'),
    );
    const admin = await makeUser(db, 'admin');
    for (const reader of [contest.jury, admin]) {
      expect(await getSubmission(as(reader), { id: submissionId }, reactions)).toMatchObject({ contestId: contest.id });
      // Nobody reads unseen, by whichever way.
      expect((await listAudit(as(contest.jury), { id: contest.id, limit: 1 })).data).toMatchObject([
        { act: 'submission.read', subject: submissionId, username: reader.username },
      ]);
    }
  });

  it('being on the list of a draft', async () => {
    const contest = await makeContest(db, { draft: true, registration: 'roster' });
    const ada = await makeUser(db);
    const text = `name,email\nAda,${ada.username}@example.test\n`;
    await applyRoster(as(contest.jury), { id: contest.id, bytes: new TextEncoder().encode(text) });
    const mine = async (user: TestUser) =>
      (await listContests(as(user), { when: 'mine', limit: 20 })).data.map(({ contestId }) => contestId);
    expect(await mine(ada)).toEqual([]);
    expect(await mine(contest.jury)).toEqual([contest.id]);
    await changeContest(as(contest.jury), { id: contest.id, visibility: 'LISTED' });
    expect(await mine(ada)).toEqual([contest.id]);
  });
});
