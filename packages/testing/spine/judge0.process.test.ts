import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiToken, getCallbackSecret } from '@docket/contracts/http/api-token';
import { createDocket } from '@docket/client/docket';
import { makeProblem } from '../src/builders.ts';
import { createTestDatabase } from '../src/database.ts';
import { startStandIn, type HttpStandIn, type Received } from '../src/http-stand-in.ts';
import { createInstallation, type Installation } from '../src/installation.ts';
import { waitFor } from '../src/wait.ts';

const PYTHON = 71;
const CPP = 54;

let docket: Installation;
let grader: HttpStandIn;
let url: string;
let socket: string;
let problemId: string;
let token: string;
let tokenId: string;
let session: string;
let secret: string;

beforeAll(async () => {
  docket = await createInstallation(await createTestDatabase());
  grader = await startStandIn((one) => (one.path.endsWith('refuses-once') && refusals.shift()) || undefined);
  const [realtime] = await Promise.all([docket.start('realtime'), docket.start('worker')]);
  socket = realtime.url;
  const api = await docket.start('api', { DISABLE_THROTTLE: '1' });
  url = api.url;
  problemId = (await makeProblem(docket.db)).problemId;
  const client = createDocket({ baseUrl: url });
  const account = { username: 'grader', password: 'correct horse battery', email: 'grader@example.test' };
  await client.signUp(account);
  ({ token: session } = await client.login(account));
  const scopes = ['submissions:read', 'submissions:write', 'runs:read', 'runs:write'] as const;
  const body = { name: 'grader', scopes: [...scopes], password: account.password };
  const made = await client.call(createApiToken, { body });
  ({ token, tokenId } = made);
  ({ secret } = await client.call(getCallbackSecret, { params: { id: made.tokenId } }));
  client.close();
});
afterAll(async () => {
  await grader.close();
  await docket.dispose();
});

/** What the grader answers first to an address that refuses once. */
const refusals = [{ status: 503 }];

type Told = Readonly<Record<string, unknown>>;

/** As clients of Judge0 ask: JSON, and the token in its header. */
async function ask<T = Told>(method: string, path: string, body?: unknown, base = '/judge0', as = token): Promise<T> {
  const response = await fetch(url + base + path, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(base === '/judge0' ? { 'x-auth-token': as } : { authorization: `Bearer ${as}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
  return JSON.parse(text === '' ? 'null' : text);
}

const run = (body: Told, query = '?wait=true') => ask('POST', `/submissions${query}`, body);
const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** As Standard Webhooks says to verify: by the id, the time and the very bytes. */
function isSigned({ headers, body }: Received): boolean {
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  return headers['webhook-signature'] === `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
}

const came = (path: string) =>
  waitFor('the call', async () => grader.received.find((one) => one.path === path) ?? false, { timeoutMs: 20_000 });

describe('a client of Judge0', () => {
  it.each<[string, Told, Told]>([
    [
      'output',
      { language_id: PYTHON, source_code: 'print(int(input()) * 2)', stdin: '21', expected_output: '42' },
      { status: { id: 3, description: 'Accepted' }, stdout: '42\n', stderr: null },
    ],
    [
      'white space that Judge0 takes',
      { language_id: PYTHON, source_code: 'print("1 2 ")', expected_output: '1 2\n\n' },
      { status: { id: 3, description: 'Accepted' } },
    ],
    [
      'another output than expected',
      { language_id: PYTHON, source_code: 'print(41)', expected_output: '42' },
      { status: { id: 4, description: 'Wrong Answer' }, stdout: '41\n' },
    ],
    [
      'no end',
      { language_id: PYTHON, source_code: 'while True: pass', cpu_time_limit: 0.5 },
      { status: { id: 5, description: 'Time Limit Exceeded' } },
    ],
    [
      'what does not compile',
      { language_id: CPP, source_code: 'int main() { return x; }' },
      { status: { id: 6, description: 'Compilation Error' }, compile_output: expect.stringContaining('x'), time: null },
    ],
    [
      'a status of its own, with arguments and both outputs in one',
      {
        language_id: PYTHON,
        source_code: 'import sys\nprint(sys.argv[1:])\nprint("oh", file=sys.stderr)\nsys.exit(3)',
        command_line_arguments: `a 'b c'`,
        redirect_stderr_to_stdout: true,
      },
      // As they were written: Python keeps what it prints back until its end, and errors not.
      { status: { id: 11, description: 'Runtime Error (NZEC)' }, stdout: "oh\n['a', 'b c']\n", stderr: null },
    ],
    [
      'a signal',
      { language_id: PYTHON, source_code: 'import os\nos.abort()' },
      { status: { id: 10, description: 'Runtime Error (SIGABRT)' } },
    ],
  ])('waits for %s', async (_, asked, told) => {
    expect(await run(asked)).toMatchObject({ token: expect.any(String), ...told });
  });

  it('sends a batch in base64 and asks until all are done', async () => {
    const submissions = ['1', '2', '3'].map((stdin) => ({
      language_id: PYTHON,
      source_code: base64('print("é" + input())'),
      stdin: base64(stdin),
      number_of_runs: 2,
    }));
    const made = await ask<{ token: string }[]>('POST', '/submissions/batch?base64_encoded=true', { submissions });
    const path = `/submissions/batch?base64_encoded=true&fields=stdout,time,memory,status_id&tokens=${made.map((each) => each.token).join(',')}`;
    const done = await waitFor(
      'all three',
      async () => {
        const all = await ask<{ submissions: Told[] }>('GET', path);
        return all.submissions.every((each) => Number(each['status_id']) > 2) && all.submissions;
      },
      { timeoutMs: 20_000 },
    );
    expect(done.map((each) => each['stdout'])).toEqual(['1', '2', '3'].map((n) => base64(`é${n}\n`)));
    for (const each of done) {
      expect(each).toMatchObject({ status_id: 3, time: expect.stringMatching(/^\d+\.\d{3}$/) });
      expect(each['memory']).toBeGreaterThan(100);
    }
  });

  it('is called with PUT when it is over, signed by its token’s secret', async () => {
    const { token: id } = await run(
      { language_id: PYTHON, source_code: 'print(7)', callback_url: `${grader.origin}/judge0` },
      '',
    );
    const call = await came('/judge0');
    expect(JSON.parse(call.body)).toMatchObject({ token: id, stdout: base64('7\n'), status: { id: 3 } });
    expect(isSigned(call)).toBe(true);
    expect(isSigned({ ...call, body: call.body.replace('"id":3', '"id":4') })).toBe(false);
  });
});

describe('a program with a token', () => {
  const SUM = 'a, b = map(int, input().split())\nprint(a + b)';

  it('waits for a verdict, and is called again after it was away', async () => {
    const callbackUrl = `${grader.origin}/refuses-once`;
    const body = { problemId, language: 'python3', code: SUM, callbackUrl };
    const { submissionId, result } = await ask('POST', '/submissions?wait=true', body, '');
    expect(result).toMatchObject({ status: 'AC', submissionId });
    const calls = await waitFor(
      'the second call',
      async () => {
        const all = grader.received.filter(({ path }) => path === '/refuses-once');
        return all.length > 1 && all;
      },
      { timeoutMs: 20_000 },
    );
    expect(calls.map(isSigned)).toEqual([true, true]);
    expect(calls.map(({ headers }) => headers['webhook-id'])).toEqual([
      calls[0]?.headers['webhook-id'],
      calls[0]?.headers['webhook-id'],
    ]);
    expect(JSON.parse(calls[1]?.body ?? '')).toMatchObject({ type: 'submission.ended', data: { status: 'AC' } });
  });

  it('sends a batch with a mistake in it', async () => {
    const one = { problemId, language: 'python3', code: SUM };
    const submissions = [one, { ...one, problemId: 'nowhere' }, { ...one, language: 'klingon' }];
    const { data } = await ask<{ data: Told[] }>('POST', '/submissions/batch', { submissions }, '');
    expect(data).toMatchObject([
      { status: 'QUEUED' },
      { error: { code: 'problem_not_found', status: 404 } },
      { error: { code: 'unknown_language', status: 422 } },
    ]);
  });

  it('hears by Server-Sent Events of what its scopes are about, unlike its owner, and until it is revoked', async () => {
    const [program, person] = [await listen(token), await listen(session)];
    const json = { baseVersion: 0, files: [{ name: 'main.py', content: '1' }] };
    await ask('PUT', `/problems/${problemId}/drafts/python3`, json, '', session);
    await waitFor('the draft', async () => person.heard().includes('draft.updated'));
    const { runId } = await ask('POST', '/runs?wait=true', { language: 'python3', code: '1', inputs: [''] }, '');
    await waitFor('the end', async () => program.heard().includes('"status":"DONE"'));
    expect(program.heard()).toContain(String(runId));
    expect(program.heard()).not.toContain('draft.updated');
    await ask('DELETE', `/api-tokens/${tokenId}`, undefined, '', session);
    await program.ended;
    expect(program.heard()).toContain('"code":3503');
    person.close();
  });
});

/** A stream of events with a token, as `curl -N` has it. */
async function listen(as: string) {
  const { token: connectToken } = await ask<{ token: string }>('POST', '/realtime/token', {}, '', as);
  const connect = encodeURIComponent(JSON.stringify({ id: 1, connect: { token: connectToken } }));
  const gone = new AbortController();
  const stream = await fetch(`${socket}/connection/sse?cf_connect=${connect}`, { signal: gone.signal });
  expect(stream.headers.get('content-type')).toContain('text/event-stream');
  let text = '';
  const ended = (async () => {
    for await (const chunk of stream.body ?? []) text += Buffer.from(chunk).toString();
  })().catch(() => undefined);
  await waitFor('the connection', async () => text.includes('"connect"'));
  return { heard: () => text, ended, close: () => gone.abort() };
}
