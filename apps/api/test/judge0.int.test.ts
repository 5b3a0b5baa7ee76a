import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as contract from '@docket/contracts/http/judge0';
import { STATUSES } from '@docket/domain/judge0/statuses';
import {
  expectContract,
  expectProblem,
  record,
  reportLanguages,
  startTestApi,
  TEST_LANGUAGE,
  type TestApi,
} from './harness.ts';
import { apiTokenOf } from './things.ts';
import { waitFor } from '@docket/testing/wait';
import { z } from 'zod';

let api: TestApi;
let token: string;
beforeAll(async () => {
  api = await startTestApi();
  await reportLanguages(api, [TEST_LANGUAGE, { ...TEST_LANGUAGE, id: 'cpp17', name: 'C++17', version: 'GCC 14.2' }]);
  token = (await apiTokenOf(api, await api.user())).token;
});
afterAll(() => api.stop());

/** As Judge0's clients do: the token in a header of its own. */
const call = (method: string, path: string, json?: unknown) =>
  api.call(method, `/judge0${path}`, { headers: { 'x-auth-token': token }, ...(json === undefined ? {} : { json }) });
const good = { source_code: 'print(input())', language_id: 71, stdin: '42' };
const base64 = (text: string): string => Buffer.from(text).toString('base64');

test('a submission is a run in the line of runs, and is told in the words it came in', async () => {
  const asked = { ...good, cpu_time_limit: '1.5', memory_limit: 64_000, number_of_runs: 2, expected_output: '42' };
  const made = await call('POST', '/submissions', asked);
  expect(made).toMatchObject({ status: 201, body: { token: expect.any(String) } });
  const id = String(record(made.body)['token']);
  const { rows } = await api.db.pool.query(
    'SELECT t.kind, t.class, r.cases_total FROM judge_tasks t JOIN runs r USING (id) WHERE id = $1',
    [id],
  );
  expect(rows).toEqual([{ kind: 'run', class: 2, cases_total: 2 }]);

  const usual = await call('GET', `/submissions/${id}`);
  expectContract(usual, contract.getJudge0Submission);
  const nothing = { stdout: null, stderr: null, compile_output: null, message: null, time: null, memory: null };
  expect(usual.body).toEqual({ token: id, status: { id: 1, description: 'In Queue' }, ...nothing });
  const all = await call('GET', `/submissions/${id}?fields=*&base64_encoded=true`);
  expect(all.body).toMatchObject({
    source_code: base64('print(input())'),
    stdin: base64('42'),
    language: { id: 71, name: 'Python (3.11)' },
    cpu_time_limit: '1.5',
    memory_limit: 64_000,
    wall_time_limit: '10.0',
    number_of_runs: 2,
  });
  const list = await call('GET', '/submissions?page=1&per_page=1&fields=token');
  expect(list.body).toMatchObject({ submissions: [{ token: id }], meta: { total_count: 1, next_page: null } });
  expect((await call('GET', `/submissions/batch?tokens=${id},nothing&fields=token,status_id`)).body).toEqual({
    submissions: [{ token: id, status_id: 1 }, null],
  });

  const stranger = await apiTokenOf(api, await api.user());
  const asStranger = await api.call('GET', `/judge0/submissions/${id}`, { token: stranger.token });
  expect(expectProblem(asStranger, 404, 'run_not_found')).toBeDefined();
  expect(record(asStranger.body)['error']).toContain('no such submission');
});

test('lists have twenty at most, and as many runs of one user wait', async () => {
  token = (await apiTokenOf(api, await api.user())).token;
  const made: unknown[] = [];
  for (let batch = 0; batch < 2; batch += 1) {
    const answer = await call('POST', '/submissions/batch', { submissions: Array.from({ length: 20 }, () => good) });
    made.push(...(Array.isArray(answer.body) ? answer.body : []));
  }
  expect(made.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => ({ token: expect.any(String) })));
  expect(made.slice(20)).toEqual(Array.from({ length: 20 }, () => ({ error: [expect.stringContaining('20')] })));
  await api.db.pool.query(
    `UPDATE judge_tasks SET status = 'ENDED', ended_at = clock_timestamp() WHERE status <> 'ENDED'`,
  );
  await call('POST', '/submissions', { ...good, number_of_runs: 20 });
  const list = await call('GET', '/submissions?per_page=100&fields=token,number_of_runs');
  expect(list.body).toMatchObject({ meta: { total_count: 21, total_pages: 2, next_page: 2 } });
  const { submissions } = record(list.body);
  expect(submissions).toHaveLength(20);
  expect(submissions).toMatchObject({ 0: { number_of_runs: 20 } });
});

test('texts in base64 are read as texts', async () => {
  const encoded = { ...good, source_code: base64('print("é")'), stdin: `${base64('4')}\n` };
  const { body } = await call('POST', '/submissions?base64_encoded=true', encoded);
  const told = await call('GET', `/submissions/${String(record(body)['token'])}?fields=source_code,stdin`);
  expect(told.body).toEqual({ source_code: 'print("é")', stdin: '4' });
});

test('a batch takes what is right and says of the rest what is wrong, in order', async () => {
  const submissions = [good, { ...good, language_id: 1000 }, { language_id: 71 }, good];
  const answer = await call('POST', '/submissions/batch', { submissions });
  expectContract(answer, contract.createJudge0Submissions);
  expect(answer.body).toEqual([
    { token: expect.any(String) },
    { language_id: ["language with id 1000 doesn't exist"] },
    { source_code: ["can't be blank"] },
    { token: expect.any(String) },
  ]);
});

describe('bad input is told in Judge0’s form and leaves nothing', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['no source', { source_code: '' }, 'source_code'],
    ['an unknown language', { language_id: 44 }, 'language_id'],
    ['a language that is not installed', { language_id: 60 }, 'language_id'],
    ['too much time', { cpu_time_limit: 16 }, 'cpu_time_limit'],
    ['no time', { wall_time_limit: 0 }, 'wall_time_limit'],
    ['less memory than anything needs', { memory_limit: 2_047 }, 'memory_limit'],
    ['less than one kilobyte', { max_file_size: 0.4 }, 'max_file_size'],
    ['less than one process', { max_processes_and_or_threads: '0.5' }, 'max_processes_and_or_threads'],
    ['no figure', { memory_limit: 'much' }, 'memory_limit'],
    ['too many runs', { number_of_runs: 21 }, 'number_of_runs'],
    ['files besides', { additional_files: 'UEsDBA==' }, 'additional_files'],
    ['options for the compiler', { compiler_options: '-O3' }, 'compiler_options'],
    ['a network', { enable_network: true }, 'enable_network'],
    ['an open quote', { command_line_arguments: '"a' }, 'command_line_arguments'],
    ['NUL', { stdin: 'a\u0001b', source_code: 'a'.repeat(300 * 1024) }, 'source_code'],
    ['input over the limit', { stdin: 'x'.repeat(70_000) }, 'stdin'],
    [
      'input over the limit with what is expected',
      { stdin: 'x'.repeat(40_000), expected_output: 'y'.repeat(40_000) },
      'stdin',
    ],
    ['an address of ours', { callback_url: 'https://10.0.0.1/' }, 'callback_url'],
    ['no address', { callback_url: 'here' }, 'callback_url'],
  ])('%s', async (_, wrong, field) => {
    const before = await api.countRows();
    const answer = await call('POST', '/submissions', { ...good, ...wrong });
    expect({ status: answer.status, fields: Object.keys(record(answer.body)) }).toEqual({
      status: 422,
      fields: [field],
    });
    expect(record(answer.body)[field]).toEqual([expect.any(String)]);
    expect(await api.countRows()).toEqual(before);
  });

  test('what is no base64, no text, no field and no batch', async () => {
    const bad = async (path: string, json?: unknown) => call(json === undefined ? 'GET' : 'POST', path, json);
    const wrongText = { ...good, stdin: Buffer.from([0xff, 0xfe]).toString('base64') };
    const encoded = { ...wrongText, source_code: base64('1') };
    expect((await bad('/submissions?base64_encoded=true', encoded)).body).toHaveProperty('stdin');
    expect((await bad('/submissions?base64_encoded=true', good)).body).toHaveProperty('source_code');
    // Cut off at the end, or nothing at all: the rest would be run for the whole.
    for (const source of ['cHJpbnQoMSkK'.slice(0, 9), 'cHJpbnQoMQ=', 'A', '=', ' ']) {
      const answer = await bad('/submissions?base64_encoded=true', { language_id: 71, source_code: source });
      expect(answer.body, `${source}`).toHaveProperty('source_code');
    }
    for (const answer of [
      await bad('/submissions/x?fields=colour'),
      await bad('/submissions/batch?tokens='),
      await bad('/submissions/batch', { submissions: [] }),
      await bad('/submissions/batch', { submissions: Array.from({ length: 21 }, () => good) }),
    ]) {
      expectProblem(answer, 400, 'invalid_request');
      expect(record(answer.body)['error']).toBeTypeOf('string');
    }
    expectProblem(await bad('/languages/1000'), 404, 'language_not_found');
    expectProblem(await api.call('GET', '/judge0/submissions'), 401, 'unauthenticated');
  });
});

test('languages have Judge0’s numbers and our versions; the rest is said, too', async () => {
  const languages = contract.listJudge0Languages.response.parse((await call('GET', '/languages')).body);
  expect(languages).toContainEqual({ id: 54, name: 'C++ (GCC) (GCC 14.2)' });
  expect(languages.map(({ id }) => id)).toEqual([52, 53, 54, 71, 76, 92, 100, 105, 109, 113]);
  expect((await call('GET', '/languages/71')).body).toMatchObject({ id: 71, name: 'Python (3.11)' });
  const statuses = contract.listJudge0Statuses.response.parse((await call('GET', '/statuses')).body);
  expect(statuses.map(({ id }) => id)).toEqual(Object.keys(STATUSES).map(Number));
  expect((await call('GET', '/config_info')).body).toMatchObject({ max_cpu_time_limit: 15, enable_wait_result: true });
  expect((await call('GET', '/languages/all')).body).toContainEqual({ ...languages[0], is_archived: false });
  for (const path of ['/about', '/system_info']) expect((await call('GET', path)).status).toBe(200);
});

test('the configuration says all that the official SDK reads of it before it does anything', async () => {
  const { body } = await call('GET', '/config_info');
  // The fields of `Config` in judge0-python, each of which it insists on.
  const figures =
    'callbacks_max_tries callbacks_timeout cpu_extra_time cpu_time_limit max_cpu_extra_time max_cpu_time_limit max_extract_size max_file_size max_max_file_size max_max_processes_and_or_threads max_memory_limit max_number_of_runs max_processes_and_or_threads max_queue_size max_stack_limit max_submission_batch_size max_wall_time_limit memory_limit number_of_runs stack_limit submission_cache_duration wall_time_limit';
  const flags =
    'allow_enable_network allow_enable_per_process_and_thread_memory_limit allow_enable_per_process_and_thread_time_limit enable_additional_files enable_batched_submissions enable_callbacks enable_command_line_arguments enable_compiler_options enable_network enable_per_process_and_thread_memory_limit enable_per_process_and_thread_time_limit enable_submission_delete enable_wait_result maintenance_mode redirect_stderr_to_stdout use_docs_as_homepage';
  const of = (names: string, matcher: unknown) => Object.fromEntries(names.split(' ').map((name) => [name, matcher]));
  expect(body).toMatchObject({
    ...of(figures, expect.any(Number)),
    ...of(flags, expect.any(Boolean)),
    allowed_languages_for_compile_options: [],
  });
  // As its table of languages is by the version.
  const about = { version: '1.13.1', homepage: expect.any(String), source_code: expect.any(String) };
  expect((await call('GET', '/about')).body).toMatchObject({ ...about, maintainer: expect.any(String) });
});

test('clients that put a slash after the address of submissions, and ask for no fields, are answered', async () => {
  const made = await call('POST', '/submissions/?wait=false&base64_encoded=false', good);
  expect(made.status, `${made.text}`).toBe(201);
  const told = await call('GET', `/submissions/${String(record(made.body)['token'])}?base64_encoded=false&fields=`);
  expect(told.body).toMatchObject({ status: { id: 1 }, stdout: null });
});

test('a token comes in the headers of those who host Judge0, and clients ask first whether it is good', async () => {
  for (const header of ['x-auth-token', 'x-rapidapi-key', 'x-apihub-key'])
    for (const path of ['/authenticate', '/authorize']) {
      const as = (value: string) => api.call('POST', `/judge0${path}`, { headers: { [header]: value } });
      expect((await as(token)).status, `${header} ${path}`).toBe(200);
      expectProblem(await as('dkp_nothing'), 401, 'unauthenticated');
    }
});

test('a submission comes as a form, too, each field once', async () => {
  const form = async (fields: string) => {
    const response = await fetch(`${api.url}/judge0/submissions`, {
      method: 'POST',
      headers: { 'x-auth-token': token, 'content-type': 'application/x-www-form-urlencoded' },
      body: fields,
    });
    return { status: response.status, body: record(await response.json()) };
  };
  const source = 'print("a&b=ü+1")\n';
  const fields = { source_code: source, language_id: '71', cpu_time_limit: '1.5', redirect_stderr_to_stdout: 'true' };
  const made = await form(new URLSearchParams(fields).toString());
  expect(made).toMatchObject({ status: 201, body: { token: expect.any(String) } });
  const told = await call('GET', `/submissions/${String(made.body['token'])}?fields=*`);
  expect(told.body).toMatchObject({ source_code: source, cpu_time_limit: '1.5', redirect_stderr_to_stdout: true });
  expect(await form('language_id=71')).toMatchObject({ status: 422, body: { source_code: ["can't be blank"] } });
  expect((await form('source_code=1&language_id=71&language_id=54')).status).toBe(400);
  expect((await form('source_code=%00&language_id=71')).status).toBe(422);
  // However many fields: one request keeps nobody else waiting.
  const many = Array.from({ length: 150_000 }, (_, at) => at.toString(36)).join('&');
  const begun = performance.now();
  expect((await form(many)).status).toBe(422);
  expect(performance.now() - begun).toBeLessThan(5_000);
  // Nothing else takes forms: no origin is asked before a browser sends one.
  const elsewhere = await fetch(`${api.url}/runs`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: 'language=python3&code=1',
  });
  expect(elsewhere.status).toBe(415);
});

test('who waits for one that is deleted meanwhile is told that it is gone', async () => {
  token = (await apiTokenOf(api, await api.user())).token;
  const waits = call('POST', '/submissions?wait=true', good);
  const id = await waitFor('the submission', async () => {
    const { body } = await call('GET', '/submissions?fields=token');
    return z.object({ submissions: z.array(z.object({ token: z.string() })) }).parse(body).submissions[0]?.token;
  });
  await api.db.pool.query(`UPDATE runs SET status = 'CE', finished_at = clock_timestamp() WHERE id = $1`, [id]);
  expect((await call('DELETE', `/submissions/${id}`)).status).toBe(200);
  await api.db.pool.query(`UPDATE judge_tasks SET status = 'ENDED', ended_at = clock_timestamp() WHERE id = $1`, [id]);
  expectProblem(await waits, 404, 'run_not_found');
});

test('what is over is deleted by its owner, who is told it once more', async () => {
  token = (await apiTokenOf(api, await api.user())).token;
  const { body } = await call('POST', '/submissions', good);
  const path = `/submissions/${String(record(body)['token'])}`;
  expectProblem(await call('DELETE', path), 409, 'run_not_over');
  await api.db.pool.query(
    `UPDATE runs SET status = 'CE', finished_at = clock_timestamp(), compile_log = 'no' WHERE id = $1`,
    [record(body)['token']],
  );
  const other = await apiTokenOf(api, await api.user());
  expectProblem(await api.call('DELETE', `/judge0${path}`, { token: other.token }), 404, 'run_not_found');
  const last = await call('DELETE', `${path}?fields=source_code,compile_output`);
  expectContract(last, contract.deleteJudge0Submission);
  expect(last.body).toEqual({ source_code: base64(good.source_code), compile_output: base64('no') });
  expectProblem(await call('GET', path), 404, 'run_not_found');
  expectProblem(await call('DELETE', path), 404, 'run_not_found');
});
