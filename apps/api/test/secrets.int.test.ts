import { afterAll, beforeAll, expect, test } from 'vitest';
import { testResult, type TestResultDetail } from '@docket/contracts/http/submission';
import { noteProblemFault } from '@docket/domain/judge/problem/faults';
import { recordProgress, recordVerdict } from '@docket/domain/judge/record';
import { submissionNews } from '@docket/domain/judge/submission/news';
import { claimNext } from '@docket/domain/judge/tasks';
import { contracts } from '../src/areas.ts';
import { reportLanguages, startTestApi, TEST_LANGUAGE, type TestApi, type TestUser } from './harness.ts';
import { packageZip } from './packages.ts';
import { submissionOf } from './things.ts';

// What a problem's setter keeps to himself carries this word, wherever it is. Whoever is no setter then reads all there is to read.
const SECRET = 'xq7secretzv';

let api: TestApi;
let author: TestUser;
let setter: TestUser;
let submissionId: string;
let slug: string;
beforeAll(async () => {
  api = await startTestApi();
  await reportLanguages(api, [TEST_LANGUAGE]);
  author = await api.user();
  setter = await api.user('setter');
  slug = 'kept';
  const answer = await api.call('POST', '/problems/import', {
    token: setter.token,
    raw: packageZip({
      slug,
      tests: [
        { name: 'sample/1', input: '1 2\n', answer: '3\n' },
        { name: 'secret/1', input: `${SECRET} input\n`, answer: `${SECRET} answer\n` },
      ],
      extra: [
        { path: `${slug}/output_validator/check.py`, content: `# ${SECRET} validator\n` },
        { path: `${slug}/submissions/accepted/ok.py`, content: `# ${SECRET} solution\n` },
      ],
    }),
    headers: { 'content-type': 'application/zip' },
  });
  if (answer.status !== 201) throw new Error(answer.text);
  await api.db.pool.query(
    `UPDATE judge_tasks SET status = 'ENDED', lease_until = NULL, ended_at = clock_timestamp() WHERE status <> 'ENDED'`,
  );
  // As its setter would, once its programs were tried.
  await api.db.pool.query(`UPDATE problems SET status = 'PUBLISHED' WHERE slug = $1`, [slug]);
  submissionId = await submissionOf(api, author, slug);
  await judge();
});
afterAll(() => api.stop());

function resultOf(ordinal: number, sample: boolean, word: string): TestResultDetail {
  return {
    ordinal,
    name: sample ? 'sample/1' : 'secret/1',
    sample,
    verdict: sample ? 'AC' : 'IE',
    reason: sample ? null : `output_validator/check.py gave up: ${word} reason`,
    cpuMs: 1,
    wallMs: 1,
    memoryBytes: 1,
    evidence: null,
    feedback: {
      difference: { line: 1, column: 1, expected: `${word} expected`, found: `${word} found` },
      stdout: `${word} stdout`,
      stderr: `${word} stderr`,
      message: `${word} message`,
      judgeMessage: `${SECRET} judge message`,
    },
  };
}

/** As a worker would, with all that it keeps of a test whose setter made a mistake. */
async function judge(): Promise<void> {
  const next = await claimNext(api.ctx, { workerId: 'w', languages: ['python3'], leaseSeconds: 60 });
  if (next.outcome !== 'claimed' || !('submissionId' in next.task)) throw new Error('there is nothing to judge');
  const { task } = next;
  const [first, second] = [resultOf(1, true, 'open'), resultOf(2, false, SECRET)];
  await recordProgress(api.ctx, task, { status: 'RUNNING', testsDone: 1, tests: [first], leaseSeconds: 60 });
  const reason = `judge error: output_validator/check.py does not compile: ${SECRET} log`;
  const { problemId, problemVersion: version } = task;
  await noteProblemFault(api.ctx, { problemId, version, submissionId, reason, message: `${SECRET} log` });
  const verdict = { status: 'IE' as const, reason, compileLog: 'own log', cpuMs: 1, memoryBytes: 1, testsDone: 2 };
  const { userId, language, attempt, testsTotal } = task;
  const tests = [first, second].map((test) => testResult.strip().parse(test));
  const told = { ...verdict, userId, submissionId, problemId, language, attempt, testsTotal, tests };
  await recordVerdict(api.ctx, task, { ...verdict, tests: [second] }, submissionNews(told));
}

/** Every answer to GET there is, with this submission and problem wherever an id or a name is asked for. */
async function readAll(user: TestUser | undefined): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const { method, path } of contracts) {
    if (method !== 'GET') continue;
    for (const id of [submissionId, slug, author.userId, author.username]) {
      const address = path.replaceAll(/:\w+/g, encodeURIComponent(id));
      const queries = path.includes(':') ? [''] : ['', `?problemId=${slug}`, `?userId=${author.userId}`];
      for (const query of queries)
        found.set(`${address}${query}`, (await api.call('GET', `${address}${query}`, { token: user?.token })).text);
    }
  }
  return found;
}

const holding = (texts: Map<string, string>): string[] =>
  [...texts].filter(([, text]) => text.includes(SECRET)).map(([address]) => address);

test('no route tells it to a stranger, to another or to the author', async () => {
  for (const user of [undefined, await api.user(), author, await api.user('manager')])
    expect(holding(await readAll(user))).toEqual([]);
  const own = (await readAll(author)).get(`/submissions/${submissionId}`);
  // It is his submission that was read, with what he may see of it.
  for (const text of ['open expected', 'open stdout', 'open message', 'own log', 'check.py does not compile'])
    expect(own).toContain(text);
});

test('no event carries it', async () => {
  const { rows } = await api.db.pool.query<{ payload: unknown }>(`SELECT payload FROM outbox WHERE topic = 'event'`);
  const told = JSON.stringify(rows);
  expect(told).toContain(submissionId);
  expect(told).not.toContain(SECRET);
});

test('a setter finds it, so that the tests above know what to look for', async () => {
  const found = await readAll(setter);
  expect(holding(found)).toEqual(expect.arrayContaining([`/submissions/${submissionId}`, `/problems/${slug}`]));
  for (const what of ['expected', 'judge message', 'reason', 'log'])
    expect(found.get(`/submissions/${submissionId}`)).toContain(`${SECRET} ${what}`);
});

test('where the setter shows differences, the author sees them, and still not what is for the judges', async () => {
  await api.db.pool.query(
    `UPDATE problem_judgings SET judging = judging || '{"feedback": {"secret": "difference", "score": "tests"}}'`,
  );
  const { text } = await api.call('GET', `/submissions/${submissionId}`, { token: author.token });
  expect(text).toContain(`${SECRET} expected`);
  expect(text).not.toContain(`${SECRET} judge message`);
  expect(text).not.toContain(`${SECRET} stdout`);
});
