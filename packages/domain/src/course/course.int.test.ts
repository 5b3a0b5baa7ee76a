import { reactions } from '../reactions.ts';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { ErrorCode } from '@docket/contracts/errors';
import { makeUser, makeWorkerRow, testCtx, type TestUser } from '@docket/testing/builders';
import { withoutGuard } from '@docket/testing/guards';
import { getContestBoard } from '../contest/board/get.ts';
import { moveBoard } from '../contest/board/move.ts';
import { getStatistics } from '../contest/board/statistics.ts';
import { changeContest } from '../contest/change.ts';
import { actOnContest } from '../contest/clock/act.ts';
import { handIn, judge, later } from '../contest/fixtures.ts';
import { boardCache } from '../contest/forget.ts';
import { getContest } from '../contest/get.ts';
import { ignoreSubmission } from '../contest/jury/submissions.ts';
import { rejudgeContest } from '../contest/jury/rejudge.ts';
import { setContestJury } from '../contest/jury/set.ts';
import { listContests } from '../contest/list.ts';
import { changeParticipant } from '../contest/people/change.ts';
import { leaveContest } from '../contest/people/leave.ts';
import { registerForContest } from '../contest/people/register.ts';
import { setContestProblems } from '../contest/problem/set.ts';
import { applyRoster as applyContestRoster } from '../contest/roster/take.ts';
import { sweepContests } from '../contest/sweep.ts';
import { applyRejudge, dropRejudge } from '../judge/rejudge/close.ts';
import { createRejudge } from '../judge/rejudge/create.ts';
import { getRejudge } from '../judge/rejudge/get.ts';
import { getSubmission } from '../judge/submission/get.ts';
import { listThreads } from '../practice/discussion/list.ts';
import { change } from '../spine/emit.ts';
import { brokenRules, db, setUpDatabase } from '../spine/fixtures.ts';
import { archiveCourse } from './archive.ts';
import { changeAssignment, deleteAssignment } from './assignment/change.ts';
import { listAssignments } from './assignment/list.ts';
import { listAudit } from './audit.ts';
import { changeCourse } from './change.ts';
import { enrolled, makeAssignment, makeCourse, type TestCourse } from './fixtures.ts';
import { getCourse } from './get.ts';
import { getGradeBook, getOwnGrades } from './grade/book.ts';
import { giveGrade } from './grade/give.ts';
import { courseRules } from './invariants.ts';
import { listCourses } from './list.ts';
import { enrol } from './roster/enrol.ts';
import { forgetInCourses } from './roster/forget.ts';
import { joinCourse } from './roster/join.ts';
import { changeStudent, listStudents } from './roster/students.ts';
import { applyRoster, previewRoster } from './roster/take.ts';
import { setCourseStaff } from './set-staff.ts';

setUpDatabase();
beforeAll(() => makeWorkerRow(db));

const as = (user: TestUser) => testCtx(db, user);
const refusal = (code: ErrorCode) => expect.objectContaining({ code });
/** Rules about courses that do not hold; others wait for workers, which this file has none of. */
const brokenHere = async () =>
  (await brokenRules(db)).filter((broken) => courseRules.some(({ name }) => name === broken));
const file = (...lines: readonly string[]) => Buffer.from(lines.join('\n'));

async function solved(user: TestUser, assignmentId: string, problemId: string, verdict: 'AC' | 'WA' = 'AC') {
  const submissionId = await handIn(db, user, assignmentId, problemId);
  await judge(db, submissionId, verdict);
  await moveBoard(testCtx(db), { contestId: assignmentId });
  boardCache(db).clear();
  return submissionId;
}

/** As whom the one student of an assignment does it. */
async function participantOf(assignmentId: string): Promise<string> {
  const { rows } = await db.pool.query<{ id: string }>(
    'SELECT participant_id AS id FROM course_work WHERE assignment_id = $1',
    [assignmentId],
  );
  return rows[0]?.id ?? '';
}

/** Until so many statements wait for a row of these. */
async function waitingFor(what: string, count: number): Promise<void> {
  await vi.waitFor(async () => {
    const { rows } = await db.pool.query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%' || $1 || '%'`,
      [what],
    );
    expect(rows.length).toBeGreaterThanOrEqual(count);
  });
}

/** How often somebody was told that the course is another. */
async function toldOf({ id }: TestCourse, { userId }: TestUser): Promise<number> {
  const { rows } = await db.pool.query<{ told: number }>(
    `SELECT count(*)::int AS told FROM outbox WHERE channel = $1 AND name = 'course.changed' AND payload -> 'data' ->> 'courseId' = $2`,
    [`user:${userId}`, id],
  );
  return rows[0]?.told ?? 0;
}

/** Sets the staff: the course's teacher, and these. */
function staffed({ id, teacher }: TestCourse, role: 'teacher' | 'assistant', ...users: readonly TestUser[]) {
  return setCourseStaff(as(teacher), {
    id,
    staff: [{ username: teacher.username, role: 'teacher' }, ...users.map(({ username }) => ({ username, role }))],
  });
}

async function gradesOf(course: TestCourse, user: TestUser) {
  const { rows } = await getGradeBook(as(course.teacher), { id: course.id });
  const row = rows.find(({ username }) => username === user.username);
  if (row === undefined) throw new Error(`${user.username} is in no row`);
  return row;
}

describe('a published problem', () => {
  it('of an assignment helps everybody but the students whose time runs, and tells nobody that it is in one', async () => {
    const course = await makeCourse(db);
    const [student, stranger] = [await makeUser(db), await makeUser(db)];
    await enrolled(db, course, [student]);
    const { assignmentId, problemId } = await makeAssignment(db, course);
    await db.pool.query(`UPDATE problems SET status = 'PUBLISHED' WHERE id = $1`, [problemId]);
    const read = (user: TestUser) => listThreads(as(user), { slug: problemId, limit: 1 });
    await expect(read(student)).rejects.toEqual(refusal('practice_closed'));
    await read(stranger);
    const running = await withoutGuard(db, 'contested_problems', 'NOT r.closed', 'true');
    await expect(read(stranger)).rejects.toEqual(refusal('practice_closed'));
    await running();
    await db.pool.query('UPDATE judge_scopes SET paused_at = now() WHERE id = $1', [assignmentId]);
    await read(stranger);
    await expect(read(student)).rejects.toEqual(refusal('practice_closed'));
    const held = await withoutGuard(db, 'contested_problems', 'NOT h.closed', 'true');
    await expect(read(stranger)).rejects.toEqual(refusal('practice_closed'));
    await held();
  });
});

describe('a roster', () => {
  it('with doubled addresses, a mark, semicolons and unknown columns is told by line and column, and nothing is taken in', async () => {
    const { id, teacher } = await makeCourse(db);
    const bad = Buffer.concat([
      Buffer.from([0xef, 0xbb, 0xbf]),
      file(
        'Name;E-Mail;Group',
        'Ada;ada@example.test;A',
        'Bob;ADA@example.test;B',
        ';bob.example.test;B',
        `T;${teacher.username}@example.test;`,
      ),
    ]);
    const { faults, detected } = await previewRoster(as(teacher), { id, bytes: bad });
    expect(detected).toMatchObject({ delimiter: ';' });
    expect(faults.map(({ path }) => path)).toEqual([
      'line 4, column A (name)',
      'line 4, column B (email)',
      'line 3, column B (email)',
      'line 5',
    ]);
    await expect(applyRoster(as(teacher), { id, bytes: bad })).rejects.toEqual(refusal('roster_invalid'));
    expect((await listStudents(as(teacher), { id })).data).toEqual([]);
    const unknown = await previewRoster(as(teacher), {
      id,
      bytes: file('name,email,shoe size', 'Ada,a@example.test,38'),
    });
    expect(unknown.faults).toEqual([
      expect.objectContaining({
        path: 'line 1, column C',
        message: expect.stringContaining('known are name, email, group'),
      }),
    ]);
  });

  it('adds who is new, brings others up to date, and takes nobody off; the same again changes nothing', async () => {
    const course = await makeCourse(db);
    const [ada, bob] = [await makeUser(db), await makeUser(db)];
    await enrolled(db, course, [ada, bob], 'Mon');
    const lines = file('name,email,group', `Ada,${ada.username}@example.test,Tue`);
    const changes = async () =>
      (await applyRoster(as(course.teacher), { id: course.id, bytes: lines })).entries.map((entry) => entry.change);
    expect([await changes(), await changes()]).toEqual([['changed'], ['same']]);
    const { data } = await listStudents(as(course.teacher), { id: course.id });
    expect(data.map(({ name, group }) => [name, group])).toEqual([
      ['Ada', 'Tue'],
      [bob.username, 'Mon'],
    ]);
    expect((await getCourse(as(course.teacher), { id: course.id })).groups).toEqual(['Mon', 'Tue']);
    expect((await getCourse(as(ada), { id: course.id })).groups).toBeNull();
  });

  it('waits for an address to be confirmed, and then its account comes in by itself', async () => {
    const course = await makeCourse(db);
    const { assignmentId, problemId } = await makeAssignment(db, course);
    const late = await makeUser(db);
    await db.pool.query('UPDATE users SET email_confirmed_at = NULL WHERE id = $1', [late.userId]);
    await enrolled(db, course, [late]);
    await expect(joinCourse(as(late), { id: course.id })).rejects.toEqual(refusal('course_not_found'));
    await db.pool.query('UPDATE users SET email_confirmed_at = now() WHERE id = $1', [late.userId]);
    expect((await listCourses(as(late), { archived: 'false', limit: 9 })).data).toMatchObject([
      { standing: 'invited' },
    ]);
    expect((await listAssignments(as(late), { id: course.id })).data).toEqual([]);
    expect((await joinCourse(as(late), { id: course.id })).standing).toBe('student');
    await solved(late, assignmentId, problemId);
    expect((await gradesOf(course, late)).cells).toMatchObject([{ points: 100 }]);
  });
});

describe('grades', () => {
  it('follow the late policy, extensions, weights, what is given by hand, and leave the lowest out', async () => {
    const course = await makeCourse(db, { dropLowest: 1 });
    const ada = await makeUser(db);
    await enrolled(db, course, [ada]);
    const one = await makeAssignment(db, course, { late: { lateDays: 2, latePercent: 20 } });
    const two = await makeAssignment(db, course, { weight: 2 });
    const three = await makeAssignment(db, course);
    await solved(ada, three.assignmentId, three.problemId, 'WA');
    for (const each of [one, two, three]) await later(db, each.assignmentId, 90);
    // Half an hour late in the first; in the second not, by an extension.
    await solved(ada, one.assignmentId, one.problemId);
    await expect(solved(ada, two.assignmentId, two.problemId)).rejects.toEqual(refusal('contest_over'));
    const extended = {
      id: two.assignmentId,
      participantId: await participantOf(two.assignmentId),
      extensionMinutes: 60,
    };
    await changeParticipant(as(course.teacher), extended);
    await solved(ada, two.assignmentId, two.problemId);
    const before = await gradesOf(course, ada);
    // The second is not due for her yet, so it does not count; of the others the lower one is left out.
    expect(before).toMatchObject({
      total: 80,
      cells: [
        { points: 80, lost: 20, counts: true, dropped: false },
        { points: 100, lost: 0, counts: false },
        { points: 0, counts: true, dropped: true },
      ],
    });
    const give = (assignmentId: string, grade: Parameters<typeof giveGrade>[1]['grade']) =>
      giveGrade(as(course.teacher), {
        id: course.id,
        studentId: before.studentId,
        assignmentId,
        grade,
        reason: 'Told in person',
      });
    await give(two.assignmentId, { kind: 'points', points: 70 });
    await give(three.assignmentId, { kind: 'excused' });
    const after = await gradesOf(course, ada);
    expect(after).toMatchObject({
      total: 80,
      cells: [
        { dropped: false },
        {
          points: 70,
          computed: 100,
          counts: true,
          dropped: true,
          given: { by: course.teacher.username, reason: 'Told in person' },
        },
        { points: null, computed: 0, counts: false, given: { excused: true } },
      ],
    });
    expect(await getOwnGrades(as(ada), { id: course.id })).toMatchObject({ row: after });
    await changeCourse(as(course.teacher), { id: course.id, dropLowest: 0 });
    // (80 + 2 × 70) / 3
    expect((await gradesOf(course, ada)).total).toBe(73.33);
    expect(await give(two.assignmentId, { kind: 'computed' })).toMatchObject({
      total: 80,
      cells: [{}, { given: null }, {}],
    });
    const { data } = await listAudit(as(course.teacher), { id: course.id, limit: 3 });
    expect(data.map(({ act, subject }) => [act, subject])).toEqual([
      ['grade.given', ada.username],
      ['course.changed', null],
      ['grade.given', ada.username],
    ]);
    expect(data[0]?.data).toMatchObject({ before: { points: 70 }, now: { kind: 'computed' } });
    await expect(db.pool.query(`UPDATE course_audit SET reason = 'other'`)).rejects.toThrow('never changed');
    expect(await brokenHere()).toEqual([]);
  });
});

describe('who is in a course', () => {
  it('sees their own work alone; strangers and other setters see that there is nothing', async () => {
    const course = await makeCourse(db);
    const [ada, bob, stranger] = [await makeUser(db), await makeUser(db), await makeUser(db, 'setter')];
    await enrolled(db, course, [ada, bob]);
    const { assignmentId, problemId } = await makeAssignment(db, course);
    const submissionId = await solved(ada, assignmentId, problemId);
    await solved(bob, assignmentId, problemId, 'WA');
    const board = (user: TestUser) => getContestBoard(as(user), { id: assignmentId, view: 'public' });
    expect((await board(bob)).rows.map(({ name }) => name)).toEqual([bob.username]);
    // Where they would stand among the others is the others' business, too.
    expect(await board(bob)).toMatchObject({ channel: null, firsts: [], rows: [{ standing: 'unofficial' }] });
    expect((await board(course.teacher)).rows).toHaveLength(2);
    await expect(board(stranger)).rejects.toEqual(refusal('contest_not_found'));
    await expect(getContest(as(stranger), { id: assignmentId })).rejects.toEqual(refusal('contest_not_found'));
    await expect(getStatistics(as(bob), { id: assignmentId, view: 'public' })).rejects.toEqual(
      refusal('contest_not_jury'),
    );
    await expect(registerForContest(as(stranger), { id: assignmentId, unofficial: false })).rejects.toEqual(
      refusal('contest_not_found'),
    );
    await expect(getCourse(as(stranger), { id: course.id })).rejects.toEqual(refusal('course_not_found'));
    await expect(getGradeBook(as(bob), { id: course.id })).rejects.toEqual(refusal('course_not_staff'));
    await expect(listStudents(as(bob), { id: course.id })).rejects.toEqual(refusal('course_not_staff'));
    await expect(listAudit(as(bob), { id: course.id, limit: 1 })).rejects.toEqual(refusal('course_not_staff'));
    expect(JSON.stringify(await getOwnGrades(as(bob), { id: course.id }))).not.toContain(ada.username);
    // Also when it is over and final: it is told to nobody.
    await later(db, assignmentId, 24 * 60);
    await sweepContests(testCtx(db));
    await actOnContest(as(course.teacher), { id: assignmentId, act: { act: 'finalise' } });
    for (const other of [bob, stranger])
      await expect(getSubmission(as(other), { id: submissionId })).rejects.toEqual(refusal('submission_not_found'));
    expect((await getSubmission(as(course.teacher), { id: submissionId }, reactions)).submissionId).toBe(submissionId);
    const { rows } = await db.pool.query(
      `SELECT count(*)::int AS told FROM outbox WHERE channel = $1 AND name = 'scoreboard.changed'`,
      [`scoreboard:${assignmentId}`],
    );
    expect(rows).toEqual([{ told: 0 }]);
  });

  it('is said by the course, and not in the contest', async () => {
    const course = await makeCourse(db);
    const ada = await makeUser(db);
    await enrolled(db, course, [ada]);
    const { assignmentId: id } = await makeAssignment(db, course);
    const teacher = as(course.teacher);
    const participantId = await participantOf(id);
    for (const act of [
      () => changeContest(teacher, { id, visibility: 'LISTED' }),
      () => changeContest(teacher, { id, upsolving: 'everybody' }),
      () => setContestJury(teacher, { id, usernames: [ada.username] }),
      () => applyContestRoster(teacher, { id, bytes: file('name,email', 'X,x@example.test') }),
      () => leaveContest(as(ada), { id }),
      () => changeParticipant(teacher, { id, participantId, status: 'rejected' }),
      () => changeParticipant(teacher, { id, participantId, official: false }),
      () => changeParticipant(teacher, { id, participantId, rated: true }),
    ])
      await expect(act()).rejects.toEqual(refusal('contest_state'));
    await expect(db.pool.query(`UPDATE contests SET visibility = 'LISTED' WHERE id = $1`, [id])).rejects.toThrow(
      'contests_closed',
    );
  });

  it('does not hear of drafts', async () => {
    const course = await makeCourse(db);
    const ada = await makeUser(db);
    await enrolled(db, course, [ada]);
    const { assignmentId } = await makeAssignment(db, course, { draft: true });
    expect((await listAssignments(as(ada), { id: course.id })).data).toEqual([]);
    expect((await getOwnGrades(as(ada), { id: course.id })).assignments).toEqual([]);
    expect((await listContests(as(ada), { when: 'mine', limit: 9 })).data).toEqual([]);
    await expect(getContest(as(ada), { id: assignmentId })).rejects.toEqual(refusal('contest_not_found'));
    await deleteAssignment(as(course.teacher), { id: course.id, assignmentId });
    expect((await listAssignments(as(course.teacher), { id: course.id })).data).toEqual([]);
  });
});

describe('a student who is taken off the roster', () => {
  it('is out at once and keeps what they got; back, they go on from there', async () => {
    const course = await makeCourse(db);
    const ada = await makeUser(db);
    await enrolled(db, course, [ada]);
    const { assignmentId, problemId } = await makeAssignment(db, course);
    await solved(ada, assignmentId, problemId);
    const { studentId } = await gradesOf(course, ada);
    const move = (removed: boolean) => changeStudent(as(course.teacher), { id: course.id, studentId, removed });
    await move(true);
    await expect(getCourse(as(ada), { id: course.id })).rejects.toEqual(refusal('course_not_found'));
    await expect(getContest(as(ada), { id: assignmentId })).rejects.toEqual(refusal('contest_not_found'));
    await expect(handIn(db, ada, assignmentId, problemId)).rejects.toBeInstanceOf(Error);
    await moveBoard(testCtx(db), { contestId: assignmentId });
    expect(await gradesOf(course, ada)).toMatchObject({ removed: true, cells: [{ points: 100 }] });
    expect(await brokenHere()).toEqual([]);
    await move(false);
    expect(await getOwnGrades(as(ada), { id: course.id })).toMatchObject({ row: { cells: [{ points: 100 }] } });
    await handIn(db, ada, assignmentId, problemId);
  });

  it('has what is final again, too, when they are back', async () => {
    const course = await makeCourse(db);
    const [ada, bob] = [await makeUser(db), await makeUser(db)];
    await enrolled(db, course, [ada]);
    const { assignmentId } = await makeAssignment(db, course);
    await later(db, assignmentId, 90);
    await actOnContest(as(course.teacher), { id: assignmentId, act: { act: 'finalise' } });
    const { studentId } = await gradesOf(course, ada);
    const move = (removed: boolean) => changeStudent(as(course.teacher), { id: course.id, studentId, removed });
    await move(true);
    await expect(getContest(as(ada), { id: assignmentId })).rejects.toEqual(refusal('contest_not_found'));
    await move(false);
    expect((await getContest(as(ada), { id: assignmentId })).mine).toBe('registered');
    await enrolled(db, course, [bob]);
    await expect(getContest(as(bob), { id: assignmentId })).rejects.toEqual(refusal('contest_not_found'));
    expect(await brokenHere()).toEqual([]);
  });

  it('is told that they are off, and of nothing that comes later', async () => {
    const course = await makeCourse(db);
    const ada = await makeUser(db);
    await enrolled(db, course, [ada]);
    const { assignmentId } = await makeAssignment(db, course);
    const { studentId } = await gradesOf(course, ada);
    const before = await toldOf(course, ada);
    await changeStudent(as(course.teacher), { id: course.id, studentId, removed: true });
    expect(await toldOf(course, ada)).toBe(before + 1);
    await changeCourse(as(course.teacher), { id: course.id, title: 'Other' });
    await giveGrade(as(course.teacher), {
      id: course.id,
      studentId,
      assignmentId,
      grade: { kind: 'excused' },
      reason: 'Left',
    });
    expect(await toldOf(course, ada)).toBe(before + 1);
    await changeStudent(as(course.teacher), { id: course.id, studentId, removed: false });
    expect(await toldOf(course, ada)).toBe(before + 2);
  });

  it('leaves no name in the assignments when their account is deleted afterwards', async () => {
    const course = await makeCourse(db);
    const ada = await makeUser(db);
    await enrolled(db, course, [ada]);
    const { assignmentId } = await makeAssignment(db, course);
    const { studentId } = await gradesOf(course, ada);
    await changeStudent(as(course.teacher), { id: course.id, studentId, removed: true });
    await change(testCtx(db), (tx) => forgetInCourses(tx, ada.userId));
    const { rows } = await db.pool.query('SELECT name FROM contest_participants WHERE contest_id = $1', [assignmentId]);
    expect(rows).toEqual([{ name: 'deleted' }]);
  });

  it('or whose account is deleted, leaves grades without a name, in archived courses too', async () => {
    const course = await makeCourse(db);
    const ada = await makeUser(db);
    await enrolled(db, course, [ada]);
    await makeAssignment(db, course);
    await later(db, (await listAssignments(as(ada), { id: course.id })).data[0]?.assignmentId ?? '', 90);
    await archiveCourse(as(course.teacher), { id: course.id, archived: true });
    // Accounts of tests have no password; what deletion does to the course is asked for itself.
    await change(testCtx(db), (tx) => forgetInCourses(tx, ada.userId));
    const { rows } = await getGradeBook(as(course.teacher), { id: course.id });
    expect(rows).toMatchObject([{ name: 'deleted', email: null }]);
  });
});

describe('staff', () => {
  it('is the jury of every assignment, loses it when it leaves, and is no student', async () => {
    const course = await makeCourse(db);
    const [helper, ada] = [await makeUser(db), await makeUser(db)];
    await enrolled(db, course, [ada]);
    const { assignmentId } = await makeAssignment(db, course);
    const set = (...names: readonly TestUser[]) =>
      setCourseStaff(as(course.teacher), {
        id: course.id,
        staff: [
          { username: course.teacher.username, role: 'teacher' },
          ...names.map(({ username }) => ({ username, role: 'assistant' as const })),
        ],
      });
    await set(helper);
    const before = (await getContest(as(helper), { id: assignmentId })).jury?.channel;
    expect(before).toBeDefined();
    await expect(changeCourse(as(helper), { id: course.id, dropLowest: 1 })).rejects.toEqual(
      refusal('course_not_teacher'),
    );
    await expect(set(ada)).rejects.toEqual(refusal('course_state'));
    await set();
    await expect(getContest(as(helper), { id: assignmentId })).rejects.toEqual(refusal('contest_not_found'));
    expect((await getContest(as(course.teacher), { id: assignmentId })).jury?.channel).not.toBe(before);
    const alone = { id: course.id, staff: [{ username: helper.username, role: 'teacher' as const }] };
    await expect(setCourseStaff(as(course.teacher), alone)).rejects.toEqual(refusal('course_state'));
    expect(await brokenHere()).toEqual([]);
  });
});

describe('two teachers', () => {
  it('who take each other out at a time are not both out, and nobody acts who is out already', async () => {
    const course = await makeCourse(db);
    const [second, ada] = [await makeUser(db), await makeUser(db)];
    await staffed(course, 'teacher', second);
    const only = ({ username }: TestUser) => ({ id: course.id, staff: [{ username, role: 'teacher' as const }] });
    const late: (() => Promise<unknown>)[] = [
      () => setCourseStaff(as(second), only(second)),
      () => applyRoster(as(second), { id: course.id, bytes: file('name,email', `Ada,${ada.username}@example.test`) }),
      () => changeCourse(as(second), { id: course.id, title: 'Theirs' }),
    ];
    for (const act of late) {
      await staffed(course, 'teacher', second);
      // All have looked who they are, and wait for the course.
      const holder = await db.pool.connect();
      try {
        await holder.query('BEGIN');
        await holder.query('SELECT FROM courses WHERE id = $1 FOR UPDATE', [course.id]);
        const first = setCourseStaff(as(course.teacher), only(course.teacher));
        await waitingFor('course', 1);
        const then = act().catch((error: unknown) => error);
        await waitingFor('course', 2);
        await holder.query('COMMIT');
        await first;
        expect(await then).toEqual(refusal('course_not_found'));
      } finally {
        holder.release();
      }
    }
    expect((await getCourse(as(course.teacher), { id: course.id })).staff).toMatchObject([
      { username: course.teacher.username },
    ]);
    expect((await listStudents(as(course.teacher), { id: course.id })).data).toEqual([]);
  });
});

describe('a rejudge of an assignment', () => {
  it('is for its staff, whatever the role of their accounts, and for no setter beside them', async () => {
    const course = await makeCourse(db);
    const [teacher, ada, stranger] = [await makeUser(db), await makeUser(db), await makeUser(db, 'setter')];
    await staffed(course, 'teacher', teacher);
    await enrolled(db, course, [ada]);
    const { assignmentId: id, problemId } = await makeAssignment(db, course);
    await solved(ada, id, problemId);
    const begin = async (user: TestUser) =>
      (await rejudgeContest(as(user), { id, label: 'A', idempotencyKey: null })).rejudgeId;
    await expect(begin(stranger)).rejects.toEqual(refusal('contest_not_found'));
    await expect(begin(ada)).rejects.toEqual(refusal('contest_not_jury'));
    const rejudgeId = await begin(teacher);
    const { rows } = await db.pool.query<{ id: string }>('SELECT id FROM rejudge_results WHERE rejudge_id = $1', [
      rejudgeId,
    ]);
    await judge(db, rows[0]?.id ?? '', 'WA');
    expect(await getRejudge(as(teacher), { id: rejudgeId })).toMatchObject({ status: 'READY', contestId: id });
    await expect(applyRejudge(as(stranger), { id: rejudgeId }, reactions)).rejects.toEqual(
      refusal('rejudge_not_found'),
    );
    await expect(applyRejudge(as(ada), { id: rejudgeId }, reactions)).rejects.toEqual(refusal('rejudge_not_found'));
    expect(await applyRejudge(as(teacher), { id: rejudgeId }, reactions)).toMatchObject({ applied: 1 });
    await dropRejudge(as(teacher), { id: await begin(teacher) }, reactions);
    await expect(createRejudge(as(teacher), { problemId, idempotencyKey: null })).rejects.toEqual(refusal('forbidden'));
  });
});

describe('an assistant', () => {
  it('gives time, and sets nothing by the routes of the contest', async () => {
    const course = await makeCourse(db);
    const [helper, ada] = [await makeUser(db), await makeUser(db)];
    await enrolled(db, course, [ada]);
    await staffed(course, 'assistant', helper);
    const { assignmentId: id, problemId } = await makeAssignment(db, course);
    const participantId = await participantOf(id);
    const problems = [{ label: 'B', problemId, colour: null, points: 5 }];
    const acts = [
      () => changeContest(as(helper), { id, title: 'Theirs' }),
      () => actOnContest(as(helper), { id, act: { act: 'pause' } }),
      () => setContestProblems(as(helper), { id, problems }),
      () => changeParticipant(as(helper), { id, participantId, status: 'disqualified' }),
      () => changeParticipant(as(helper), { id, participantId, extensionMinutes: 5, hidden: true }),
    ];
    for (const act of acts) await expect(act()).rejects.toEqual(refusal('contest_not_jury'));
    expect(await brokenHere()).toEqual([]);
    await changeParticipant(as(helper), { id, participantId, extensionMinutes: 30, reason: 'Ill' });
    await staffed(course, 'teacher', helper);
    expect((await changeContest(as(helper), { id, title: 'Theirs' })).title).toBe('Theirs');
    await staffed(course, 'assistant', helper);
    await expect(changeContest(as(helper), { id, title: 'Again' })).rejects.toEqual(refusal('contest_not_jury'));
    expect(await brokenHere()).toEqual([]);
  });

  it('who was a student is none again, by whatever address', async () => {
    const course = await makeCourse(db);
    const [ada, bob] = [await makeUser(db), await makeUser(db)];
    await enrolled(db, course, [ada, bob]);
    const { assignmentId } = await makeAssignment(db, course);
    const { studentId } = await gradesOf(course, ada);
    const ctx = as(course.teacher);
    await changeStudent(ctx, { id: course.id, studentId, removed: true });
    await staffed(course, 'assistant', ada);
    await expect(changeStudent(ctx, { id: course.id, studentId, removed: false })).rejects.toEqual(
      refusal('course_state'),
    );
    await db.pool.query(`UPDATE users SET email = 'other-' || email WHERE id = $1`, [ada.userId]);
    await expect(enrolled(db, course, [ada])).rejects.toEqual(refusal('roster_invalid'));
    expect(await brokenHere()).toEqual([]);
    // Whatever put them there, they take no part.
    await db.pool.query('UPDATE course_students SET removed_at = NULL WHERE id = $1', [studentId]);
    expect(await brokenHere()).toEqual(['staff takes no part']);
    await change(ctx, (tx) => enrol(ctx, tx, course.id, [studentId]));
    const { assignmentId: next } = await makeAssignment(db, course);
    const { rows } = await db.pool.query<{ contest_id: string; user_id: string }>(
      'SELECT contest_id, user_id FROM contest_members WHERE contest_id = ANY ($1) ORDER BY contest_id',
      [[assignmentId, next]],
    );
    expect(rows).toEqual([assignmentId, next].map((id) => ({ contest_id: id, user_id: bob.userId })));
    const { rows: work } = await db.pool.query('SELECT FROM course_work WHERE assignment_id = $1', [next]);
    expect(work).toHaveLength(1);
    await db.pool.query('UPDATE course_students SET removed_at = now() WHERE id = $1', [studentId]);
  });
});

describe('a change of an assignment', () => {
  it('is done whole or not at all, and on record where it changed something', async () => {
    const course = await makeCourse(db);
    const { assignmentId } = await makeAssignment(db, course);
    const ctx = as(course.teacher);
    const set = (wish: { weight?: number; published?: boolean }) =>
      changeAssignment(ctx, { id: course.id, assignmentId, ...wish });
    const acts = async () =>
      (await listAudit(ctx, { id: course.id, limit: 20 })).data.map(({ act }) => act).toReversed();
    const before = await acts();
    await expect(set({ weight: 5, published: false })).rejects.toEqual(refusal('contest_begun'));
    expect((await listAssignments(ctx, { id: course.id })).data).toMatchObject([{ weight: 1, visibility: 'LINK' }]);
    const told = await toldOf(course, course.teacher);
    await set({ weight: 1, published: true });
    expect(await acts()).toEqual(before);
    expect(await toldOf(course, course.teacher)).toBe(told);
    await set({ weight: 2, published: true });
    expect(await acts()).toEqual([...before, 'assignment.changed']);
    expect(await toldOf(course, course.teacher)).toBe(told + 1);
  });
});

describe('an archived course', () => {
  it('is archived with all its assignments final, or with none', async () => {
    const course = await makeCourse(db);
    const { assignmentId: one } = await makeAssignment(db, course);
    const { assignmentId: two } = await makeAssignment(db, course, { title: 'Still running' });
    const archive = () => archiveCourse(as(course.teacher), { id: course.id, archived: true });
    await later(db, one, 90);
    await expect(archive()).rejects.toMatchObject({
      code: 'course_state',
      message: expect.stringContaining('Still running'),
    });
    expect((await getContest(as(course.teacher), { id: one })).phase).toBe('over');
    await later(db, two, 90);
    expect((await archive()).archivedAt).not.toBeNull();
    for (const id of [one, two]) expect((await getContest(as(course.teacher), { id })).phase).toBe('final');
  });

  it('has its contests sealed, drafts too, and grades that no disqualification changes', async () => {
    const course = await makeCourse(db);
    const [ada, bob] = [await makeUser(db), await makeUser(db)];
    await enrolled(db, course, [ada, bob]);
    const { assignmentId, problemId } = await makeAssignment(db, course);
    const { assignmentId: draft } = await makeAssignment(db, course, { draft: true });
    for (const user of [ada, bob]) await solved(user, assignmentId, problemId);
    await later(db, assignmentId, 90);
    const ctx = as(course.teacher);
    const bar = async (user: TestUser, status: 'registered' | 'disqualified') => {
      const { rows } = await db.pool.query<{ id: string }>(
        'SELECT participant_id AS id FROM contest_members WHERE contest_id = $1 AND user_id = $2',
        [assignmentId, user.userId],
      );
      await changeParticipant(ctx, { id: assignmentId, participantId: rows[0]?.id ?? '', status });
    };
    const pointsOf = async (user: TestUser) => (await gradesOf(course, user)).cells[0]?.points;
    await bar(ada, 'disqualified');
    await archiveCourse(ctx, { id: course.id, archived: true });
    expect(await brokenHere()).toEqual([]);
    const problems = [{ label: 'B', problemId, colour: null, points: 5 }];
    const participantId = (
      await db.pool.query<{ id: string }>('SELECT id FROM contest_participants WHERE contest_id = $1', [draft])
    ).rows[0]?.id;
    for (const act of [
      () => changeContest(ctx, { id: draft, visibility: 'LINK' }),
      () => changeContest(ctx, { id: assignmentId, title: 'Other' }),
      () => actOnContest(ctx, { id: draft, act: { act: 'end', at: new Date(Date.now() + 86_400_000).toISOString() } }),
      () => setContestProblems(ctx, { id: draft, problems }),
      () => changeParticipant(ctx, { id: draft, participantId: participantId ?? '', extensionMinutes: 5 }),
    ])
      await expect(act()).rejects.toEqual(refusal('contest_state'));
    await expect(db.pool.query(`UPDATE contests SET visibility = 'LINK' WHERE id = $1`, [draft])).rejects.toThrow(
      'is sealed',
    );
    await bar(ada, 'registered');
    await bar(bob, 'disqualified');
    expect([await pointsOf(ada), await pointsOf(bob)]).toEqual([0, 100]);
    await archiveCourse(ctx, { id: course.id, archived: false });
    await moveBoard(testCtx(db), { contestId: assignmentId });
    expect([await pointsOf(ada), await pointsOf(bob)]).toEqual([100, 0]);
    await changeContest(ctx, { id: draft, visibility: 'LINK' });
    expect(await brokenHere()).toEqual([]);
  });

  it('is read and not written, by verbs and by statements', async () => {
    const course = await makeCourse(db);
    const ada = await makeUser(db);
    await enrolled(db, course, [ada]);
    const { assignmentId, problemId } = await makeAssignment(db, course);
    const submissionId = await solved(ada, assignmentId, problemId);
    const archive = (archived: boolean) => archiveCourse(as(course.teacher), { id: course.id, archived });
    await expect(archive(true)).rejects.toEqual(refusal('course_state'));
    await later(db, assignmentId, 90);
    await archive(true);
    const { studentId } = await gradesOf(course, ada);
    const { teacher, id } = course;
    for (const act of [
      () => changeCourse(as(teacher), { id, title: 'Other' }),
      () => enrolled(db, course, [ada], 'Mon'),
      () => changeStudent(as(teacher), { id, studentId, removed: true }),
      () => changeAssignment(as(teacher), { id, assignmentId, weight: 3 }),
      () => makeAssignment(db, course),
      () => giveGrade(as(teacher), { id, studentId, assignmentId, grade: { kind: 'excused' }, reason: 'x' }),
      () => setCourseStaff(as(teacher), { id, staff: [{ username: teacher.username, role: 'teacher' }] }),
    ])
      await expect(act()).rejects.toEqual(refusal('course_archived'));
    for (const statement of [
      'UPDATE course_assignments SET weight = 9 WHERE course_id = $1',
      'UPDATE course_students SET removed_at = now() WHERE course_id = $1',
      `INSERT INTO course_staff (course_id, user_id, role) VALUES ($1, gen_random_uuid(), 'teacher')`,
      'DELETE FROM course_work WHERE assignment_id IN (SELECT id FROM course_assignments WHERE course_id = $1)',
      `INSERT INTO course_grades (assignment_id, student_id, points, excused, reason, by_id)
       SELECT w.assignment_id, w.student_id, 1, false, 'x', gen_random_uuid() FROM course_work w JOIN course_assignments a ON a.id = w.assignment_id WHERE a.course_id = $1`,
    ])
      await expect(db.pool.query(statement, [id])).rejects.toThrow('is archived');
    const extension = { id: assignmentId, participantId: await participantOf(assignmentId), extensionMinutes: 600 };
    await expect(changeParticipant(as(teacher), extension)).rejects.toEqual(refusal('contest_state'));
    // A rejudge that is applied afterwards changes the board, and not what was graded.
    await ignoreSubmission(as(teacher), { id: assignmentId, submissionId, ignored: true });
    await moveBoard(testCtx(db), { contestId: assignmentId });
    expect(await getOwnGrades(as(ada), { id })).toMatchObject({ row: { total: 100 } });
    expect((await listCourses(as(ada), { archived: 'true', limit: 9 })).data).toMatchObject([{ courseId: id }]);
    await archive(false);
    expect(await getOwnGrades(as(ada), { id })).toMatchObject({ row: { total: 0, cells: [{ points: null }] } });
    await changeAssignment(as(teacher), { id, assignmentId, weight: 3 });
  });
});
