import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as languages from '@docket/contracts/http/language';
import * as contract from '@docket/contracts/http/submission';
import { importProblem } from '@docket/domain/judge/package/import-problem';
import {
  expectContract,
  expectProblem,
  record,
  reportLanguages,
  startTestApi,
  TEST_LANGUAGE,
  uniqueName,
  type TestApi,
  type TestUser,
} from './harness.ts';
import { packageZip } from './packages.ts';

let api: TestApi;
let user: TestUser;
beforeAll(async () => {
  api = await startTestApi();
  await reportLanguages(api, [TEST_LANGUAGE, { id: 'broken report' }]);
  await importProblem(api.ctx, { source: { zip: packageZip({ slug: 'sum' }) } });
  user = await api.user();
});
afterAll(() => api.stop());

const good = { problemId: 'sum', language: 'python3', code: 'print(sum(map(int, input().split())))\n' };

const submit = (json: unknown, options: { token?: string; key?: string } = {}) =>
  api.call('POST', '/submissions', {
    json,
    token: options.token ?? user.token,
    headers: options.key === undefined ? {} : { 'idempotency-key': options.key },
  });

test('languages are those of the workers alive; with none alive, of the one seen last', async () => {
  const answer = await api.call('GET', '/languages');
  expectContract(answer, languages.listLanguages);
  expect(languages.listLanguages.response.parse(answer.body).data).toEqual([TEST_LANGUAGE]);

  const other = await startTestApi();
  try {
    await reportLanguages(other, [{ ...TEST_LANGUAGE, id: 'c' }], 'long-gone', 3_600);
    await reportLanguages(other, [{ ...TEST_LANGUAGE, id: 'cpp20' }], 'gone', 60);
    const { data } = languages.listLanguages.response.parse((await other.call('GET', '/languages')).body);
    expect(data.map((each) => each.id)).toEqual(['cpp20']);
  } finally {
    await other.stop();
  }
});

describe('taking in', () => {
  test('a submission is a row and a job; its author can read, list and cancel it', async () => {
    const answer = await submit(good);
    expectContract(answer, contract.createSubmission);
    const { submissionId } = contract.createSubmission.response.parse(answer.body);
    const { rows } = await api.db.pool.query(`SELECT name, payload FROM outbox WHERE payload ->> 'taskId' = $1`, [
      submissionId,
    ]);
    expect(rows).toEqual([{ name: 'judge.wake', payload: { taskId: submissionId } }]);

    const detail = await api.call('GET', `/submissions/${submissionId}`, { token: user.token });
    expectContract(detail, contract.getSubmission);
    expect(detail.body).toMatchObject({
      userId: user.userId,
      language: 'python3',
      status: 'QUEUED',
      problemSlug: 'sum',
      testsTotal: 2,
    });
    const list = await api.call('GET', '/submissions?problemId=sum&limit=1', { token: user.token });
    expectContract(list, contract.listSubmissions);
    expect(contract.listSubmissions.response.parse(list.body).data[0]?.submissionId).toBe(submissionId);

    expectContract(
      await api.call('DELETE', `/submissions/${submissionId}`, { token: user.token }),
      contract.cancelSubmission,
    );
    expect(record((await api.call('GET', `/submissions/${submissionId}`, { token: user.token })).body)['status']).toBe(
      'CANCELLED',
    );
  });

  test('twenty at once with one key are one submission', async () => {
    const key = uniqueName('key');
    const before = await api.countRows();
    const answers = await Promise.all(Array.from({ length: 20 }, () => submit(good, { key })));
    for (const answer of answers) expectContract(answer, contract.createSubmission);
    expect(new Set(answers.map((answer) => record(answer.body)['submissionId'])).size).toBe(1);
    const after = await api.countRows();
    expect([after['submissions'], after['outbox']]).toEqual([
      (before['submissions'] ?? 0) + 1,
      (before['outbox'] ?? 0) + 1,
    ]);

    expectProblem(await submit({ ...good, code: 'other' }, { key }), 422, 'idempotency_mismatch');
    // Keys belong to their user.
    const other = await api.user();
    expect(record((await submit(good, { key, token: other.token })).body)['submissionId']).not.toBe(
      record(answers[0]?.body)['submissionId'],
    );
  });

  test('a refused request does not use up its key', async () => {
    const key = uniqueName('key');
    expectProblem(await submit({ ...good, problemId: 'nowhere' }, { key }), 404, 'problem_not_found');
    expectContract(await submit(good, { key }), contract.createSubmission);
  });

  test('several files travel as files', async () => {
    const answer = await submit({
      problemId: 'sum',
      language: 'python3',
      files: [
        { name: 'main.py', content: 'import helper' },
        { name: 'helper.py', content: '' },
      ],
    });
    expectContract(answer, contract.createSubmission);
  });
});

describe('bad input is refused and leaves nothing', () => {
  test.each<[string, number, Parameters<typeof expectProblem>[2], Record<string, unknown>]>([
    ['an unknown language', 422, 'unknown_language', { language: 'cobol' }],
    ['an unknown problem', 404, 'problem_not_found', { problemId: 'nowhere' }],
    ['code over the limit of all', 413, 'code_too_large', { code: 'x'.repeat(contract.CODE_LIMIT_BYTES + 1) }],
    ['code over the limit of the problem', 413, 'code_too_large', { code: 'é'.repeat(70 * 1024) }],
    ['NUL in the code', 422, 'invalid_code', { code: 'a\0b' }],
    ['half a surrogate pair in the code', 422, 'invalid_code', { code: 'a\ud800b' }],
    ['NUL in the problem', 400, 'invalid_request', { problemId: 'a\0b' }],
    ['NUL in the language', 400, 'invalid_request', { language: 'a\0b' }],
    ['a foreign userId', 403, 'user_mismatch', { userId: '01890000-0000-7000-8000-000000000000' }],
    ['no code', 400, 'invalid_request', { code: undefined }],
    ['code and files', 400, 'invalid_request', { files: [{ name: 'a.py', content: '' }] }],
    ['no language', 400, 'invalid_request', { language: undefined }],
    [
      'files that leave their folder',
      400,
      'invalid_request',
      { code: undefined, files: [{ name: '../../etc/passwd', content: '' }] },
    ],
    ['NUL in a file', 422, 'invalid_code', { code: undefined, files: [{ name: 'main.py', content: '\0' }] }],
    [
      'NUL in the name of a file',
      400,
      'invalid_request',
      { code: undefined, files: [{ name: 'a\0.py', content: '' }] },
    ],
    [
      'twenty-one files',
      400,
      'invalid_request',
      { code: undefined, files: Array.from({ length: 21 }, (_, i) => ({ name: `f${i}.py`, content: '' })) },
    ],
    ['code that is no text', 400, 'invalid_request', { code: { toString: 'x' } }],
  ])('%s', async (_, status, code, change) => {
    const before = await api.countRows();
    const problem = expectProblem(await submit({ ...good, ...change }, { key: uniqueName('key') }), status, code);
    expect(problem.detail.length).toBeGreaterThan(10);
    expect(await api.countRows()).toEqual(before);
  });

  test.each(['', ' ', 'a\tb', 'x'.repeat(256)])('an Idempotency-Key of %j', async (key) => {
    const before = await api.countRows();
    expectProblem(await submit(good, { key }), 400, 'invalid_request');
    expect(await api.countRows()).toEqual(before);
  });

  test('no token, and a body of no JSON', async () => {
    const before = await api.countRows();
    expectProblem(await api.call('POST', '/submissions', { json: good }), 401, 'unauthenticated');
    expectProblem(
      await api.call('POST', '/submissions', {
        raw: '{',
        token: user.token,
        headers: { 'content-type': 'application/json' },
      }),
      400,
      'invalid_json',
    );
    expect(await api.countRows()).toEqual(before);
  });
});

describe('what belongs to others', () => {
  test('is not there for a user, and there for an admin', async () => {
    const { submissionId } = contract.createSubmission.response.parse((await submit(good)).body);
    const [stranger, admin] = await Promise.all([api.user(), api.user('admin')]);
    expectProblem(
      await api.call('GET', `/submissions/${submissionId}`, { token: stranger.token }),
      404,
      'submission_not_found',
    );
    expectProblem(
      await api.call('DELETE', `/submissions/${submissionId}`, { token: stranger.token }),
      404,
      'submission_not_found',
    );
    expectProblem(
      await api.call('GET', `/submissions?userId=${user.userId}`, { token: stranger.token }),
      403,
      'forbidden',
    );
    expectProblem(await api.call('GET', `/submissions/${submissionId}`), 401, 'unauthenticated');
    expectProblem(await api.call('GET', '/submissions/not-an-id', { token: stranger.token }), 400, 'invalid_request');
    expect((await api.call('GET', `/submissions/${submissionId}`, { token: admin.token })).status).toBe(200);
    expect((await api.call('GET', `/submissions?userId=${user.userId}`, { token: admin.token })).status).toBe(200);
  });
});

test('while Redis is away submissions are taken in, 200 from one user', async () => {
  const eager = await api.user();
  await api.redis.stop();
  try {
    const answers = await Promise.all(Array.from({ length: 200 }, () => submit(good, { token: eager.token })));
    expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 200 }, () => 202));
    const { rows } = await api.db.pool.query(
      `SELECT count(*)::int AS unsent FROM outbox WHERE topic = 'job' AND sent_at IS NULL`,
    );
    expect(Number(record(rows[0])['unsent'])).toBeGreaterThanOrEqual(200);
  } finally {
    await api.redis.restart();
  }
});

test('the fast path takes jobs to Redis, also when Redis came after the api', async () => {
  const late = await startTestApi({}, { redisDown: true });
  try {
    await reportLanguages(late, [TEST_LANGUAGE]);
    await importProblem(late.ctx, { source: { zip: packageZip({ slug: 'sum' }) } });
    const eager = await late.user();
    const post = () => late.call('POST', '/submissions', { json: good, token: eager.token });
    const sent = async (): Promise<unknown> => {
      const { rows } = await late.db.pool.query(
        `SELECT count(*)::int AS jobs FROM outbox WHERE topic = 'job' AND sent_at IS NOT NULL`,
      );
      return record(rows[0])['jobs'];
    };
    expect((await post()).status).toBe(202);
    await late.redis.restart();
    await expect
      .poll(async () => (await late.call('GET', '/readyz')).text, { timeout: 5_000 })
      .toContain('"name":"redis","ok":true');
    expect(await sent()).toBe(0);
    expect((await post()).status).toBe(202);
    await expect.poll(sent, { timeout: 5_000 }).toBe(1);
  } finally {
    await late.stop();
  }
});

test('over the admission limit it is queue_full with Retry-After', async () => {
  const small = await startTestApi({ QUEUE_DEPTH_PER_USER: '2' });
  try {
    await reportLanguages(small, [TEST_LANGUAGE]);
    await importProblem(small.ctx, { source: { zip: packageZip({ slug: 'sum' }) } });
    const eager = await small.user();
    const post = () => small.call('POST', '/submissions', { json: good, token: eager.token });
    expect([(await post()).status, (await post()).status]).toEqual([202, 202]);
    const before = await small.countRows();
    expect(expectProblem(await post(), 429, 'queue_full').retryAfter).toBeGreaterThan(0);
    expect(await small.countRows()).toEqual(before);
  } finally {
    await small.stop();
  }
});
