import { getSubmission } from '@docket/contracts/http/submission';
import { listLanguages } from '@docket/contracts/http/language';
import { createTitle } from '@docket/contracts/http/title';
import { listProblems } from '@docket/contracts/http/problem';
import { describe, expect, it } from 'vitest';
import { buildPath } from './call.ts';
import { createDocket } from './docket.ts';
import { DocketApiError } from './errors.ts';

type Sent = { url: string; init: RequestInit };

function answering(...answers: (Response | Error)[]) {
  const sent: Sent[] = [];
  const send: typeof fetch = async (url, init) => {
    sent.push({ url: String(url), init: init ?? {} });
    const answer = answers.shift();
    if (answer === undefined) throw new Error('no answer was prepared');
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { sent, send };
}

function refusal(status: number, code: string, extra: object = {}): Response {
  return Response.json(
    { type: 'about:blank', title: 'T', status, detail: 'why', code, requestId: 'r1', ...extra },
    { status },
  );
}

const headers = (sent: Sent | undefined) => new Headers(sent?.init.headers);

describe('buildPath', () => {
  it('escapes parameters, repeats lists and leaves out what is undefined', () => {
    expect(buildPath('/profile/:username', { username: 'a/b ü' }, undefined)).toBe('/profile/a%2Fb%20%C3%BC');
    expect(buildPath('/problems', undefined, { q: 'two sum', tag: ['dp', 'graphs'], cursor: undefined })).toBe(
      '/problems?q=two+sum&tag=dp&tag=graphs',
    );
    expect(() => buildPath('/problems/:slug', {}, undefined)).toThrow('slug');
  });
});

describe('createDocket', () => {
  it('carries the session from login on and forgets it when the server no longer takes it', async () => {
    const { sent, send } = answering(
      Response.json({ token: 'tok', userId: 'u', username: 'ada', role: 'user', expiresAt: '2026-01-01T00:00:00Z' }),
      Response.json({ data: [] }),
      refusal(401, 'unauthenticated'),
    );
    const tokens: (string | undefined)[] = [];
    const docket = createDocket({ baseUrl: 'http://h:1/', fetch: send, onToken: (token) => tokens.push(token) });
    await docket.login({ username: 'ada', password: 'x' });
    await docket.call(listLanguages);
    expect(sent[1]?.url).toBe('http://h:1/languages');
    expect(headers(sent[1]).get('authorization')).toBe('Bearer tok');
    await expect(docket.submission('x')).rejects.toMatchObject({ code: 'unauthenticated', status: 401 });
    expect(tokens).toEqual(['tok', undefined]);
    expect(docket.token).toBeUndefined();
  });

  it('tells at once that nobody answered while there is no network', async () => {
    const { sent, send } = answering(new TypeError('no network'));
    const docket = createDocket({
      baseUrl: 'http://h:1',
      fetch: send,
      token: 't',
      reachability: { reachable: () => false, subscribe: () => () => undefined },
    });
    await expect(docket.submit({ problemId: 'sum', language: 'cpp20', code: 'x' })).rejects.toMatchObject({
      code: 'network',
    });
    expect(sent).toHaveLength(1);
  });

  it('submits again under the same key when no answer came, and not after a refusal', async () => {
    const accepted = { submissionId: 's', status: 'QUEUED', queuePosition: 1, expectedWaitSeconds: 0 };
    const { sent, send } = answering(
      new TypeError('fetch failed'),
      Response.json(accepted, { status: 202 }),
      refusal(429, 'queue_full', { retryAfter: 7 }),
    );
    const docket = createDocket({ baseUrl: 'http://h', token: 't', fetch: send });
    const body = { problemId: 'sum', language: 'c', code: 'x' };
    expect(await docket.submit(body)).toEqual(accepted);
    expect(headers(sent[0]).get('idempotency-key')).toMatch(/^[0-9a-f-]{32,36}$/);
    expect(headers(sent[0]).get('idempotency-key')).toBe(headers(sent[1]).get('idempotency-key'));
    await expect(docket.submit(body)).rejects.toMatchObject({ code: 'queue_full', retryAfter: 7, transient: true });
    expect(sent).toHaveLength(3);
    expect(headers(sent[2]).get('idempotency-key')).not.toBe(headers(sent[1]).get('idempotency-key'));
  });

  it('sends a key with whatever takes one, a given one as it is, and waits for a first request that is still at work', async () => {
    const made = { titleId: 't', slug: 'night-train' };
    const { sent, send } = answering(
      new TypeError('fetch failed'),
      refusal(409, 'idempotency_in_progress', { retryAfter: 0.01 }),
      Response.json(made, { status: 201 }),
      Response.json(made, { status: 201 }),
      Response.json({ data: [] }),
    );
    const docket = createDocket({ baseUrl: 'http://h', token: 't', fetch: send });
    const body = { slug: 'night-train', kind: 'movie', name: 'Night Train', minutes: 90 } as const;
    expect(await docket.catalog.createTitle(body)).toEqual(made);
    const keys = sent.map((each) => headers(each).get('idempotency-key'));
    expect(keys[0]).toMatch(/^[0-9a-f-]{32,36}$/);
    expect(new Set(keys).size).toBe(1);
    await docket.call(createTitle, { body, idempotencyKey: 'mine' });
    expect(headers(sent[3]).get('idempotency-key')).toBe('mine');
    await docket.call(listLanguages);
    expect(headers(sent[4]).get('idempotency-key')).toBeNull();
  });

  it('makes one kind of error of every refusal', async () => {
    const { send } = answering(
      refusal(400, 'invalid_request', { errors: [{ path: 'body.email', message: 'not an address' }] }),
      new Response('<html>', { status: 502, headers: { 'retry-after': '3' } }),
      new Response('not json', { status: 200 }),
      new TypeError('fetch failed'),
    );
    const docket = createDocket({ baseUrl: 'http://h', fetch: send });
    const failures: DocketApiError[] = [];
    for (let i = 0; i < 4; i += 1) {
      await docket.call(listLanguages).catch((error: unknown) => {
        if (error instanceof DocketApiError) failures.push(error);
      });
    }
    expect(failures.map((error) => [error.code, error.status, error.retryAfter])).toEqual([
      ['invalid_request', 400, undefined],
      ['unavailable', 502, 3],
      ['bad_response', 200, undefined],
      ['network', 0, undefined],
    ]);
    expect(failures[0]?.fieldMessage('body.email')).toBe('not an address');
    expect(failures[0]?.requestId).toBe('r1');
  });

  it('walks through all pages', async () => {
    const page = (slugs: string[], nextCursor: string | null) =>
      Response.json({ data: slugs.map((slug) => ({ slug })), meta: { nextCursor } });
    const { sent, send } = answering(page(['a', 'b'], 'c1'), page(['c'], null));
    const slugs: string[] = [];
    for await (const problem of createDocket({ baseUrl: 'http://h', fetch: send }).problems({ difficulty: 'easy' }))
      slugs.push(problem.slug);
    expect(slugs).toEqual(['a', 'b', 'c']);
    expect(sent[1]?.url).toBe('http://h/problems?difficulty=easy&cursor=c1');
  });

  it('asks at compile time for what the contract needs', () => {
    const docket = createDocket({ baseUrl: 'http://h', fetch: answering().send });
    const wrong = () => [
      // @ts-expect-error the id is missing
      docket.call(getSubmission),
      // @ts-expect-error no such difficulty
      docket.call(listProblems, { query: { difficulty: 'extreme' } }),
    ];
    expect(wrong).toBeTypeOf('function');
  });
});
