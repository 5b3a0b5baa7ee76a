import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import express from 'express';
import { closeServer, listen } from '@docket/runtime/health';
import { createLogger } from '@docket/runtime/logger';
import { createMetrics } from '@docket/runtime/metrics';
import { contracts } from '../src/areas.ts';
import { observe } from '../src/http/observe.ts';
import { answerNotFound, answerError } from '../src/http/problem.ts';
import { mountWebApp } from '../src/http/web-app.ts';
import { expectProblem, record, startTestApi, type TestApi } from './harness.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ ALLOWED_ORIGINS: 'https://app.example.org' });
});
afterAll(() => api.stop());

const json = { 'content-type': 'application/json' };

describe('bodies', () => {
  test.each([
    ['nothing closed', '{"username":'],
    ['no JSON at all', 'username=a'],
    ['a raw NUL', '{"username":"a\0b"}'],
    ['broken UTF-8', new Uint8Array([0x22, 0xc3, 0x28, 0x22])],
    ['nested too deep to be meant', `${'['.repeat(200_000)}`],
  ])('%s is invalid_json', async (_, raw) => {
    expectProblem(await api.call('POST', '/user/login', { raw, headers: json }), 400, 'invalid_json');
  });

  test.each([
    ['null'],
    ['[]'],
    ['"text"'],
    ['7'],
    [`${'['.repeat(50_000)}${']'.repeat(50_000)}`],
    ['{"__proto__":{"username":"a","password":"b"}}'],
  ])('valid JSON of another form is invalid_request: %s', async (raw) => {
    expectProblem(await api.call('POST', '/user/login', { raw, headers: json }), 400, 'invalid_request');
  });

  test.each([
    ['a key twice', '{"username":"a","password":"b","username":"c"}', 'body.username'],
    ['also where one is escaped', '{"username":"a","\\u0075sername":"c","password":"b"}', 'body.username'],
    ['also deep inside', '{"username":"a","password":"b","more":[{"x":1},{"x":1,"x":2}]}', 'body.more.1.x'],
  ])('%s is invalid_json, and named', async (_, raw, path) => {
    const problem = expectProblem(await api.call('POST', '/user/login', { raw, headers: json }), 400, 'invalid_json');
    expect(problem.errors?.map((each) => each.path)).toEqual([path]);
  });

  test('none at all is invalid_request', async () => {
    expectProblem(await api.call('POST', '/user/login'), 400, 'invalid_request');
  });

  test('escaped NUL and half surrogates are named by their path', async () => {
    for (const raw of [
      String.raw`{"username":"a\u0000b","password":"c"}`,
      String.raw`{"username":"\ud800","password":"c"}`,
    ]) {
      const problem = expectProblem(
        await api.call('POST', '/user/login', { raw, headers: json }),
        400,
        'invalid_request',
      );
      expect(problem.errors?.[0]?.path).toBe('body.username');
    }
    // A backslash followed by u0000 is text like any other, and an emoji is a whole pair.
    const answer = await api.call('POST', '/user/login', {
      raw: String.raw`{"username":"a\\u0000","password":"\ud83d\ude00"}`,
      headers: json,
    });
    expectProblem(answer, 401, 'invalid_credentials');
  });

  test('another content type is 415', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      expectProblem(
        await api.call('POST', '/user/login', { raw: '{}', headers: { 'content-type': type } }),
        415,
        'unsupported_media_type',
      );
    }
    expectProblem(
      await api.call('POST', '/user/login', { raw: 'x', headers: { ...json, 'content-encoding': 'gzip' } }),
      415,
      'unsupported_media_type',
    );
  });

  test('over the limit is 413, announced or not, and the connection stays usable', async () => {
    const big = new Uint8Array(1024 * 1024 + 1).fill(0x20);
    expectProblem(await api.call('POST', '/user/login', { raw: big, headers: json }), 413, 'body_too_large');

    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let i = 0; i < 33; i++) controller.enqueue(new Uint8Array(64 * 1024).fill(0x20));
        controller.close();
      },
    });
    const init = { method: 'POST', headers: json, body, duplex: 'half' } as const;
    const response = await fetch(`${api.url}/user/login`, init);
    expect(response.status).toBe(413);
  });

  test('a connection cut in the middle of a body harms nobody', async () => {
    const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write(
      'POST /user/login HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"user',
    );
    socket.destroy();
    expect((await api.call('GET', '/livez')).status).toBe(200);
  });
});

describe('addresses', () => {
  test('an unknown one is 404, a wrong method 405 with Allow, HEAD and OPTIONS are answered', async () => {
    expectProblem(await api.call('GET', '/nothing/here'), 404, 'not_found');
    expectProblem(await api.call('GET', '/contestants'), 404, 'not_found');
    for (const [method, path, allow] of [
      ['DELETE', '/problems', 'GET, HEAD, OPTIONS'],
      ['PUT', '/submissions', 'GET, HEAD, POST, OPTIONS'],
      ['PATCH', '/user/login', 'POST, OPTIONS'],
    ] as const) {
      const answer = await api.call(method, path);
      expectProblem(answer, 405, 'method_not_allowed');
      expect(answer.headers.get('allow')).toBe(allow);
    }
    const head = await api.call('HEAD', '/problems');
    expect([head.status, head.text]).toEqual([200, '']);
    const options = await api.call('OPTIONS', '/submissions/x');
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, DELETE, OPTIONS']);
  });

  test('broken escapes and NUL in them are 400', async () => {
    expectProblem(await api.call('GET', '/problems/%zz'), 400, 'invalid_request');
    expectProblem(await api.call('GET', '/problems/%c3%28'), 400, 'invalid_request');
    expectProblem(await api.call('GET', '/problems/a%00b'), 400, 'invalid_request');
    expectProblem(await api.call('GET', '/problems?q=a%00b'), 400, 'invalid_request');
    expectProblem(await api.call('GET', '/profile/a%00b'), 400, 'invalid_request');
  });
});

describe('headers', () => {
  test('a sane request id is taken over, any other replaced', async () => {
    const sane = await api.call('GET', '/problems', { headers: { 'x-request-id': 'trace-1234.abc' } });
    expect(sane.headers.get('x-request-id')).toBe('trace-1234.abc');
    for (const id of ['short', 'has spaces in it', 'x'.repeat(200), '{"injected":true}']) {
      const answer = await api.call('GET', '/problems', { headers: { 'x-request-id': id } });
      expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  test('browsers are held to our own scripts; answers are not cached and differ by Accept', async () => {
    const { headers } = await api.call('GET', '/problems');
    expect(headers.get('content-security-policy')).toContain(`script-src 'self'`);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('vary')).toContain('Accept');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  test('CORS is for the configured origins only', async () => {
    const ask = (origin: string) =>
      api.call('OPTIONS', '/submissions', {
        headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
      });
    const ours = await ask('https://app.example.org');
    expect(ours.status).toBe(204);
    expect(ours.headers.get('access-control-allow-origin')).toBe('https://app.example.org');
    for (const name of ['idempotency-key', 'x-auth-token', 'x-rapidapi-key'])
      expect(ours.headers.get('access-control-allow-headers')).toContain(name);
    expect(ours.headers.get('access-control-allow-credentials')).toBeNull();
    expect((await ask('https://evil.example.org')).headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('documentation', () => {
  test('/openapi.json and /docs name every route; every documented route is mounted', async () => {
    const { body } = await api.call('GET', '/openapi.json');
    const paths = record(record(body)['paths']);
    // What whoever takes no web pages gets; the web app's own is tried in a browser.
    const page = await api.call('GET', '/docs', { headers: { accept: '*/*' } });
    expect(page.headers.get('content-type')).toContain('text/html');
    for (const { method, path } of contracts) {
      expect(paths).toHaveProperty([path.replaceAll(/:(\w+)/g, '{$1}'), method.toLowerCase()]);
      expect(page.text).toContain(`${method} ${path}`);
      const answer = await api.call(method, path.replaceAll(/:\w+/g, 'x'));
      // What is looked for may not be there; the route is.
      const code = answer.status === 204 ? undefined : record(answer.body)['code'];
      expect(['not_found', 'method_not_allowed'], `${method} ${path}`).not.toContain(code);
    }
  });
});

describe('operations', () => {
  test('live, ready and measured', async () => {
    expect((await api.call('GET', '/livez')).status).toBe(200);
    await api.call('GET', '/problems/no-such-problem');
    const { text } = await api.call('GET', '/metrics');
    expect(text).toMatch(/http_request_duration_seconds_count\{[^}]*route="\/problems\/:slug"[^}]*status="404"/);
    expect(text).not.toContain('no-such-problem');
  });

  test('database connections that break cost a moment, not the process', async () => {
    const user = await api.user();
    const profile = () => api.call('GET', '/profile', { token: user.token });
    expect((await profile()).status).toBe(200);
    const under = Array.from({ length: 30 }, profile);
    await api.db.pool.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    for (const answer of await Promise.all(under)) {
      if (answer.status !== 200) expectProblem(answer, 503, 'unavailable');
    }
    expect((await profile()).status).toBe(200);
  });

  test('without Redis it works and says that it is away', async () => {
    await api.redis.stop();
    try {
      await expect.poll(async () => (await api.call('GET', '/readyz')).text).toContain('"name":"redis","ok":false');
      expect((await api.call('GET', '/readyz')).status).toBe(503);
      expect((await api.call('GET', '/readyz?exclude=redis')).status).toBe(200);
      const user = await api.user();
      expect((await api.call('GET', '/profile', { token: user.token })).status).toBe(200);
    } finally {
      await api.redis.restart();
    }
  });
});

describe('the web app', () => {
  let folder: string;
  let url: string;
  let stop: () => Promise<void>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'docket-web-'));
    await mkdir(join(folder, 'assets'));
    await Promise.all([
      writeFile(
        join(folder, 'index.html'),
        '<!doctype html><head><title>app</title><meta name="description" content="d" /></head><!-- about -->',
      ),
      writeFile(
        join(folder, 'pages.json'),
        JSON.stringify([
          { path: '/', parts: [] },
          { path: '/problems', parts: ['/assets/list.js'] },
          { path: '/problems/$slug', parts: [] },
          { path: '/submissions/$id', parts: [] },
        ]),
      ),
      writeFile(join(folder, 'assets/index-abc123.js'), 'void 0'),
      writeFile(join(folder, 'assets/index-abc123.js.br'), brotliCompressSync('void 0')),
      writeFile(join(folder, 'favicon.svg'), '<svg/>'),
    ]);
    const log = createLogger('test', { LOG_LEVEL: 'silent' });
    const app = express();
    app.use(observe({ log, metrics: createMetrics('test') }));
    mountWebApp(app, folder, async (pathname) => {
      if (pathname === '/problems/gone') return 'missing';
      if (pathname === '/problems/down') throw new Error('no database');
      return pathname === '/problems/sum' ? { title: 'A "sum" & <more>', description: 'costs $1' } : undefined;
    });
    app.get('/problems', (_request, response) => void response.json({ data: [] }));
    app.use(answerNotFound, answerError);
    const server = createServer(app);
    await listen(server, 0, '127.0.0.1');
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
    stop = () => closeServer(server);
  });
  afterAll(async () => {
    await stop();
    await rm(folder, { recursive: true });
  });

  const get = (path: string, accept: string) => fetch(url + path, { headers: { accept } });
  const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

  test('a browser gets the page where a program gets the JSON', async () => {
    const page = await get('/problems', BROWSER);
    expect(await page.text()).toContain('<title>app');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect(page.headers.get('vary')).toContain('Accept');
    for (const accept of ['application/json', '*/*'])
      expect(await (await get('/problems', accept)).json()).toEqual({ data: [] });
    expect(await (await get('/submissions/123', BROWSER)).text()).toContain('<title>app');
  });

  test('an address that the app does not have is 404, with the page that says so', async () => {
    for (const [path, status] of [
      ['/problems/sum', 200],
      ['/problems/', 200],
      ['/no-such-page', 404],
      ['/problems/sum/more', 404],
      ['/problems/gone', 404],
      ['/problems/down', 200],
    ] as const) {
      const page = await get(path, BROWSER);
      expect([path, page.status]).toEqual([path, status]);
      expect(await page.text()).toContain('<!doctype html>');
    }
  });

  test('a page that is shared has a head and words of its own, and asks for its parts at once', async () => {
    const page = await (await get('/problems/sum', BROWSER)).text();
    expect(page).toContain('<title>A &quot;sum&quot; &amp; &lt;more&gt; · Docket</title>');
    expect(page).toContain('<meta property="og:title" content="A &quot;sum&quot; &amp; &lt;more&gt;" />');
    expect(page).toContain('<meta name="description" content="costs $1" />');
    expect(page).toContain(`<meta property="og:url" content="${url}/problems/sum" />`);
    expect(page).toContain('<h1>A &quot;sum&quot; &amp; &lt;more&gt;</h1>');
    const list = await (await get('/problems', BROWSER)).text();
    expect(list).toContain('<title>app</title>');
    expect(list).toContain('<link rel="modulepreload" crossorigin href="/assets/list.js" />');
  });

  test('at the root, where there is no JSON, so does whoever takes anything', async () => {
    for (const accept of [BROWSER, '*/*']) {
      const page = await get('/', accept);
      expect([page.status, page.headers.get('vary')]).toEqual([200, 'Accept']);
      expect(await page.text()).toContain('<title>app');
    }
    expect((await get('/', 'application/json')).status).toBe(404);
  });

  test('a file goes out in the compressed form that the build made and the browser takes, or as it is', async () => {
    const asked = (path: string, encoding: string) => fetch(url + path, { headers: { 'accept-encoding': encoding } });
    const small = await asked('/assets/index-abc123.js', 'gzip, deflate, br');
    expect(await small.text()).toBe('void 0');
    expect([
      small.headers.get('content-encoding'),
      small.headers.get('content-type'),
      small.headers.get('vary'),
      small.headers.get('cache-control'),
    ]).toEqual(['br', 'text/javascript; charset=utf-8', 'Accept-Encoding', 'public, max-age=31536000, immutable']);
    for (const [path, encoding] of [
      ['/assets/index-abc123.js', 'identity'],
      ['/assets/index-abc123.js', 'gzip'],
      ['/assets/index-abc123.js?v=1', 'br;q=0'],
      ['/favicon.svg', 'br'],
    ] as const) {
      const plain = await asked(path, encoding);
      expect([plain.status, plain.headers.get('content-encoding')]).toEqual([200, null]);
      expect(await plain.text()).toBe(path.startsWith('/assets') ? 'void 0' : '<svg/>');
    }
  });

  test('files with a hash are kept for good, others are not, missing ones are 404 and nothing leads outside', async () => {
    expect((await get('/assets/index-abc123.js', '*/*')).headers.get('cache-control')).toBe(
      'public, max-age=31536000, immutable',
    );
    expect((await get('/favicon.svg', '*/*')).headers.get('cache-control')).toBe('public, max-age=300');
    expect((await get('/assets/gone.js', BROWSER)).status).toBe(404);
    expect((await get('/..%2f..%2f..%2fetc/passwd.txt', '*/*')).status).toBeGreaterThanOrEqual(400);
  });
});
