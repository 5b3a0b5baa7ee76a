import { afterAll, beforeAll, expect, test } from 'vitest';
import * as contract from '@docket/contracts/http/rejudge';
import { createSubmission } from '@docket/contracts/http/submission';
import { importProblem } from '@docket/domain/judge/package/import-problem';
import {
  expectContract,
  expectProblem,
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
let admin: TestUser;
let submissionId: string;
beforeAll(async () => {
  api = await startTestApi();
  await reportLanguages(api, [TEST_LANGUAGE]);
  await importProblem(api.ctx, { source: { zip: packageZip({ slug: 'sum' }) } });
  [user, admin] = await Promise.all([api.user(), api.user('admin')]);
  submissionId = await judged('AC');
});
afterAll(() => api.stop());

/** Ends whatever is next with a verdict. */
async function judgeNext(verdict: string): Promise<void> {
  await api.db.pool.query(
    `SELECT finish_submission((c ->> 'submissionId')::uuid, (c ->> 'attempt')::int, $1, NULL, 1, 1, NULL, 0, '[]', gen_random_uuid(),
              'submission.updated', 'user:x', '{}') FROM (SELECT claim_next('w', ARRAY['python3'], 60) AS c) claimed`,
    [verdict],
  );
}

async function judged(verdict: string): Promise<string> {
  const json = { problemId: 'sum', language: 'python3', code: '' };
  const answer = await api.call('POST', '/submissions', { json, token: user.token });
  await judgeNext(verdict);
  return createSubmission.response.parse(answer.body).submissionId;
}

const post = (path: string, json?: unknown, as = admin, key?: string) =>
  api.call('POST', path, {
    token: as.token,
    ...(json === undefined ? {} : { json }),
    headers: key === undefined ? {} : { 'idempotency-key': key },
  });

test('is created, shown, listed, applied once; another is dropped', async () => {
  const created = await post('/rejudges', { problemId: 'sum' });
  expectContract(created, contract.createRejudge);
  const { rejudgeId } = contract.createRejudge.response.parse(created.body);
  expectProblem(await post(`/rejudges/${rejudgeId}/apply`), 409, 'rejudge_not_ready');
  await judgeNext('WA');
  const shown = await api.call('GET', `/rejudges/${rejudgeId}`, { token: admin.token });
  expectContract(shown, contract.getRejudge);
  expect(shown.body).toMatchObject({ status: 'READY', matrix: [{ from: 'AC', to: 'WA', count: 1 }] });
  const list = await api.call('GET', '/rejudges?limit=1', { token: admin.token });
  expectContract(list, contract.listRejudges);
  const applied = await post(`/rejudges/${rejudgeId}/apply`);
  expectContract(applied, contract.applyRejudge);
  expect(applied.body).toEqual({ applied: 1, left: [] });
  const detail = await api.call('GET', `/submissions/${submissionId}`, { token: user.token });
  expect(detail.body).toMatchObject({ status: 'WA', attempt: 2 });
  expectProblem(await post(`/rejudges/${rejudgeId}/apply`), 409, 'rejudge_closed');

  const again = contract.createRejudge.response.parse((await post('/rejudges', { submissionId })).body);
  expectContract(await post(`/rejudges/${again.rejudgeId}/drop`), contract.dropRejudge);
  expectProblem(await post(`/rejudges/${again.rejudgeId}/drop`), 409, 'rejudge_closed');
});

test.each<[string, number, Parameters<typeof expectProblem>[2], unknown]>([
  ['no filter', 400, 'invalid_request', {}],
  ['a status alone', 400, 'invalid_request', { status: 'AC' }],
  ['a status that is no verdict', 400, 'invalid_request', { problemId: 'sum', status: 'QUEUED' }],
  ['a submission that is no id', 400, 'invalid_request', { submissionId: 'x' }],
  ['NUL', 400, 'invalid_request', { problemId: 'a\0' }],
  ['an unknown problem', 404, 'problem_not_found', { problemId: 'nowhere' }],
  ['nothing that fits', 422, 'nothing_to_rejudge', { problemId: 'sum', status: 'CE' }],
])('%s is refused and leaves nothing', async (_, status, code, json) => {
  const before = await api.countRows();
  expectProblem(await post('/rejudges', json, admin, uniqueName('key')), status, code);
  expect(await api.countRows()).toEqual(before);
});

test('is not for users, nor for setters of other problems', async () => {
  const setter = await api.user('setter');
  const nobody = '01890000-0000-7000-8000-000000000000';
  expectProblem(await post('/rejudges', { problemId: 'sum' }, user), 403, 'forbidden');
  expectProblem(await post('/rejudges', { problemId: 'sum' }, setter), 403, 'forbidden');
  for (const action of ['apply', 'drop']) {
    for (const other of [user, setter])
      expectProblem(await post(`/rejudges/${nobody}/${action}`, undefined, other), 404, 'rejudge_not_found');
    expectProblem(await post(`/rejudges/no-id/${action}`), 400, 'invalid_request');
  }
  expectProblem(await api.call('GET', '/rejudges', { token: user.token }), 403, 'forbidden');
  expectProblem(await api.call('GET', '/rejudges'), 401, 'unauthenticated');
  expectProblem(await api.call('GET', '/rejudges?cursor=nonsense', { token: admin.token }), 400, 'invalid_request');
});
