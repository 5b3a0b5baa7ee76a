import { afterAll, beforeAll, expect, test } from 'vitest';
import { moveBoard } from '@docket/domain/contest/board/move';
import { boardCache } from '@docket/domain/contest/forget';
import { handIn, judge } from '@docket/domain/contest/fixtures';
import { compareSubmissions } from '@docket/domain/contest/similarity/ask';
import { runComparison } from '@docket/domain/contest/similarity/run';
import { enrolled, makeAssignment, makeCourse, type TestCourse } from '@docket/domain/course/fixtures';
import { giveGrade } from '@docket/domain/course/grade/give';
import { newId } from '@docket/runtime/id';
import { makeUser, type TestUser as DomainUser } from '@docket/testing/builders';
import { contracts } from '../src/areas.ts';
import { reportLanguages, startTestApi, TEST_LANGUAGE, type TestApi, type TestUser } from './harness.ts';

// What one student must not know of another, asked of every GET route there is: docs/courses.md, "Assignments".

/** In the name, the code and the grade of somebody else. */
const MARK = 'zqclassmate';
/** In the title of the assignment, which its students know. */
const TITLE = 'zqhomework';

let api: TestApi;
let course: TestCourse;
let mate: TestUser;
let setter: TestUser;
let ada: DomainUser;
let ids: Readonly<Record<string, readonly string[]>> = {};

beforeAll(async () => {
  api = await startTestApi();
  await reportLanguages(api, [TEST_LANGUAGE]);
  const query = (text: string, values: unknown[]) => api.db.pool.query<{ id: string; slug: string }>(text, values);
  course = await makeCourse(api.db);
  ada = { ...(await makeUser(api.db)), username: `${MARK}-${newId().slice(-8)}` };
  [mate, setter] = [await api.user(), await api.user('setter')];
  await query('UPDATE users SET username = $2, email = $3 WHERE id = $1', [
    ada.userId,
    ada.username,
    `${ada.username}@example.test`,
  ]);
  await query('UPDATE users SET email = $2, email_confirmed_at = now() WHERE id = $1', [
    mate.userId,
    `${mate.username}@example.test`,
  ]);
  const known: DomainUser = {
    kind: 'user',
    userId: mate.userId,
    username: mate.username,
    role: 'user',
    sessionId: newId(),
  };
  await enrolled(api.db, course, [ada, known]);
  const { assignmentId, problemId } = await makeAssignment(api.db, course, { title: TITLE });
  const submitted: string[] = [];
  for (const user of [ada, known]) {
    const submissionId = await handIn(api.db, user, assignmentId, problemId);
    submitted.push(submissionId);
    await query('UPDATE submissions SET files = $2 WHERE id = $1', [
      submissionId,
      JSON.stringify([{ name: 'a.py', content: user === ada ? `print("${MARK}")` : 'print(2)' }]),
    ]);
    await judge(api.db, submissionId, 'AC');
  }
  await moveBoard(api.ctx, { contestId: assignmentId });
  boardCache(api.db).clear();
  const teacher = { ...api.ctx, actor: course.teacher };
  const { reportId } = await compareSubmissions(teacher, { id: assignmentId, label: 'A' });
  await runComparison(api.ctx, { reportId });
  const { rows: students } = await query('SELECT id, email AS slug FROM course_students WHERE course_id = $1', [
    course.id,
  ]);
  const studentId = students.find(({ slug }) => slug.startsWith(MARK))?.id ?? '';
  const grade = { grade: { kind: 'points', points: 50 }, reason: MARK } as const;
  await giveGrade(teacher, { id: course.id, studentId, assignmentId, ...grade });
  const { rows: work } = await query('SELECT participant_id AS id FROM course_work WHERE student_id = $1', [studentId]);
  const slugOf = async (table: string, id: string) =>
    (await query(`SELECT slug FROM ${table} WHERE id = $1`, [id])).rows[0]?.slug ?? '';
  const first = [course.id, await slugOf('courses', course.id), assignmentId, await slugOf('contests', assignmentId)];
  ids = {
    first: [...first, submitted[0] ?? '', problemId],
    label: ['A'],
    studentId: [studentId],
    assignmentId: [assignmentId],
    participantId: [work[0]?.id ?? ''],
    submissionId: [submitted[0] ?? ''],
    reportId: [reportId],
    pairId: [newId()],
  };
});
afterAll(() => api.stop());

/** Each GET route with each of the ids in its first part. */
function addresses(): { readonly route: string; readonly address: string }[] {
  return contracts
    .filter(({ method }) => method === 'GET')
    .flatMap(({ path, query, answerType }) => {
      const shape: object = query !== undefined && 'shape' in query ? Object(query.shape) : {};
      const asked = [
        // A feed that goes on would be read for good.
        answerType === 'application/x-ndjson' ? '?stream=false' : '',
        ...('view' in shape ? ['?view=jury', '?view=ghost'] : []),
        ...('when' in shape ? ['?when=mine', '?when=running'] : []),
        ...('q' in shape ? [`?q=${TITLE}`] : []),
        ...('userId' in shape ? [`?userId=${ada.userId}`] : []),
        ...('contestId' in shape ? [`?contestId=${ids['assignmentId']?.[0]}`] : []),
      ];
      const firsts = path.includes(':') ? (ids['first'] ?? []) : [''];
      return firsts.flatMap((first) => {
        const names = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
        const address = names.reduce(
          (whole, name, at) =>
            whole.replace(`:${name}`, encodeURIComponent(at === 0 ? first : (ids[name]?.[0] ?? first))),
          path,
        );
        return asked.map((each) => ({ route: path, address: `${address}${each}` }));
      });
    });
}

/** Routes that tell a user what has a mark. */
async function told(user: TestUser | undefined, mark: string): Promise<string[]> {
  const found = new Set<string>();
  const left = addresses();
  const ask = async () => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      const { headers, text } = await api.call('GET', next.address, { token: user?.token });
      const said = `${JSON.stringify([...headers])}\n${text}`;
      if (said.replaceAll(next.address, '').includes(mark)) found.add(next.route);
    }
  };
  await Promise.all(Array.from({ length: 6 }, ask));
  return [...found].toSorted();
}

test('no route tells a student of another, and nobody outside that there is an assignment', async () => {
  expect(await told(mate, MARK)).toEqual([]);
  for (const stranger of [undefined, setter]) {
    expect(await told(stranger, MARK)).toEqual([]);
    expect(await told(stranger, TITLE)).toEqual([]);
  }
});

test('the same walk finds what the teacher sees, and the title for its students', async () => {
  const { rows } = await api.db.pool.query<{ id: string }>(
    `INSERT INTO course_staff (course_id, user_id, role) VALUES ($1, $2, 'assistant') RETURNING user_id AS id`,
    [course.id, setter.userId],
  );
  await api.db.pool.query(
    'INSERT INTO judge_scope_staff (scope_id, user_id) SELECT a.id, $2 FROM course_assignments a WHERE a.course_id = $1',
    [course.id, rows[0]?.id],
  );
  expect(await told(setter, MARK)).toEqual(
    expect.arrayContaining([
      '/contest/:id/board',
      '/contest/:id/jury/submissions',
      '/courses/:id/grades',
      '/courses/:id/grades.csv',
      '/courses/:id/students',
      '/submissions/:id',
    ]),
  );
  expect(await told(mate, TITLE)).toEqual(
    expect.arrayContaining(['/contest', '/contest/:id', '/courses/:id/assignments', '/courses/:id/grades/mine']),
  );
});

test('no event tells a student of another', async () => {
  const { rows } = await api.db.pool.query<{ payload: unknown }>(
    `SELECT payload FROM outbox WHERE topic = 'event' AND channel NOT LIKE 'jury:%' AND channel <> ALL ($1)`,
    [[`user:${ada.userId}`, `user:${course.teacher.userId}`]],
  );
  const said = JSON.stringify(rows);
  for (const secret of [MARK, ada.userId, ids['participantId']?.[0] ?? '', ids['studentId']?.[0] ?? ''])
    expect(said).not.toContain(secret);
});
