import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as contract from '@docket/contracts/http/run';
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

/** Needs an hour to start. */
const SLOW = { ...TEST_LANGUAGE, id: 'tortoise', floor: { cpuMs: 3_600_000, wallMs: 3_600_000, memoryBytes: 1 } };

let api: TestApi;
let user: TestUser;
beforeAll(async () => {
  api = await startTestApi();
  await reportLanguages(api, [TEST_LANGUAGE, SLOW]);
  await importProblem(api.ctx, { source: { zip: packageZip({ slug: 'sum' }) } });
  user = await api.user();
});
afterAll(() => api.stop());

const good = { language: 'python3', code: 'print(input())', inputs: ['1 2\n', ''] };

const run = (json: unknown, options: { token?: string; key?: string } = {}) =>
  api.call('POST', '/runs', {
    json,
    token: options.token ?? user.token,
    headers: options.key === undefined ? {} : { 'idempotency-key': options.key },
  });

const runIdOf = (body: unknown): string => contract.createRun.response.parse(body).runId;

test('a run is a row, a task of its own class and a wake-up; its owner alone can read it', async () => {
  const answer = await run({ ...good, problemId: 'sum', samples: true });
  expectContract(answer, contract.createRun);
  const id = runIdOf(answer.body);
  const { rows } = await api.db.pool.query(
    `SELECT t.kind, t.class, o.name FROM judge_tasks t JOIN outbox o ON o.payload ->> 'taskId' = t.id::text WHERE t.id = $1`,
    [id],
  );
  expect(rows).toEqual([{ kind: 'run', class: 2, name: 'judge.wake' }]);
  const detail = await api.call('GET', `/runs/${id}`, { token: user.token });
  expectContract(detail, contract.getRun);
  // The package has one sample.
  expect(detail.body).toMatchObject({ status: 'QUEUED', casesTotal: 3, casesDone: 0, cases: [], queuePosition: 0 });

  const [stranger, admin] = await Promise.all([api.user(), api.user('admin')]);
  for (const { token } of [stranger, admin])
    expectProblem(await api.call('GET', `/runs/${id}`, { token }), 404, 'run_not_found');
  expectProblem(await api.call('GET', `/runs/${id}`), 401, 'unauthenticated');
  expectProblem(await api.call('GET', '/runs/no-id', { token: user.token }), 400, 'invalid_request');
});

test('twenty at once with one key are one run', async () => {
  const [key, eager] = [uniqueName('key'), await api.user()];
  const answers = await Promise.all(Array.from({ length: 20 }, () => run(good, { key, token: eager.token })));
  for (const answer of answers) expectContract(answer, contract.createRun);
  expect(new Set(answers.map((answer) => runIdOf(answer.body))).size).toBe(1);
  expectProblem(await run({ ...good, inputs: ['x'] }, { key, token: eager.token }), 422, 'idempotency_mismatch');
});

describe('bad input is refused, leaves nothing and does not use up its key', () => {
  test.each<[string, number, Parameters<typeof expectProblem>[2], Record<string, unknown>]>([
    ['an unknown language', 422, 'unknown_language', { language: 'cobol' }],
    [
      'a language that needs more than the problem gives',
      422,
      'limits_below_floor',
      { problemId: 'sum', language: 'tortoise' },
    ],
    ['an unknown problem', 404, 'problem_not_found', { problemId: 'nowhere' }],
    ['code over the limit', 413, 'code_too_large', { code: 'x'.repeat(300 * 1024) }],
    ['code over the limit of the problem', 413, 'code_too_large', { problemId: 'sum', code: 'é'.repeat(70 * 1024) }],
    ['NUL in the code', 422, 'invalid_code', { code: 'a\0b' }],
    ['NUL in an input', 400, 'invalid_request', { inputs: ['a\0b'] }],
    [
      'inputs over the limit',
      413,
      'body_too_large',
      { inputs: Array.from({ length: 5 }, (_, n) => `${'é'.repeat(10_000)}${n}`) },
    ],
    ['too many inputs', 400, 'invalid_request', { inputs: Array.from({ length: 11 }, () => '') }],
    ['inputs that are no texts', 400, 'invalid_request', { inputs: [1] }],
    ['neither inputs nor samples', 400, 'invalid_request', { inputs: [] }],
    ['samples of no problem', 400, 'invalid_request', { samples: true }],
    ['code and files', 400, 'invalid_request', { files: [{ name: 'a.py', content: '' }] }],
    ['no code', 400, 'invalid_request', { code: undefined }],
    ['a foreign userId', 403, 'user_mismatch', { userId: '01890000-0000-7000-8000-000000000000' }],
  ])('%s', async (_, status, code, change) => {
    const [key, other] = [uniqueName('key'), await api.user()];
    const before = await api.countRows();
    expectProblem(await run({ ...good, ...change }, { key, token: other.token }), status, code);
    expect(await api.countRows()).toEqual(before);
    expectContract(await run(good, { key, token: other.token }), contract.createRun);
  });

  test('no token', async () => {
    expectProblem(await api.call('POST', '/runs', { json: good }), 401, 'unauthenticated');
  });
});

test('a language of any floor may be tried without a problem', async () => {
  expectContract(await run({ ...good, language: 'tortoise' }), contract.createRun);
});

test('a user may have ten waiting; the submissions of the same user are another matter', async () => {
  const eager = await api.user();
  const answers = await Promise.all(Array.from({ length: 14 }, () => run(good, { token: eager.token })));
  expect(answers.filter((answer) => answer.status === 202)).toHaveLength(10);
  const refused = answers.find((answer) => answer.status !== 202);
  if (refused === undefined) throw new Error('none was refused');
  expect(expectProblem(refused, 429, 'queue_full').retryAfter).toBeGreaterThan(0);
  const { language, code } = good;
  const submitted = await api.call('POST', '/submissions', {
    json: { problemId: 'sum', language, code },
    token: eager.token,
  });
  expect(submitted.status).toBe(202);
  // Submissions are a class above: whatever runs wait, it is first.
  expect(record(submitted.body)['queuePosition']).toBe(0);
});
