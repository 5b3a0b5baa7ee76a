import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { needsLogin } from '@docket/contracts/access';
import * as contract from '@docket/contracts/http/api-token';
import { createRealtimeToken } from '@docket/contracts/http/realtime';
import type { RouteContract } from '@docket/contracts/http/route';
import { apiScopes, type ApiScope } from '@docket/contracts/scopes';
import { callBack } from '@docket/domain/callback/deliver';
import { CallbackPump } from '@docket/domain/callback/pump';
import { sweepCallbacks } from '@docket/domain/callback/sweep';
import { takeOutCallbacks } from '@docket/domain/callback/take-out';
import { SESSION_CACHE_MS } from '@docket/domain/identity/session/session-cache';
import type { WebhookSender } from '@docket/domain/outgoing-webhooks/sender';
import { newId } from '@docket/runtime/id';
import { waitFor } from '@docket/testing/wait';
import { contracts } from '../src/areas.ts';
import {
  codeOf,
  expectContract,
  expectProblem,
  reportLanguages,
  startTestApi,
  TEST_LANGUAGE,
  type TestApi,
  type TestUser,
} from './harness.ts';
import { contestOf } from './things.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  await reportLanguages(api, [TEST_LANGUAGE]);
});
afterAll(() => api.stop());

let names = 0;
const make = (user: TestUser, scopes: readonly ApiScope[], more: Record<string, unknown> = {}) =>
  api.call('POST', '/api-tokens', {
    token: user.token,
    json: { name: `token ${(names += 1)}`, scopes, password: user.password, ...more },
  });

async function tokenOf(user: TestUser, ...scopes: readonly ApiScope[]) {
  const answer = await make(user, scopes);
  expectContract(answer, contract.createApiToken);
  return contract.createApiToken.response.parse(answer.body);
}

const submissions = (token: string) => api.call('GET', '/submissions', { token });
const goneSoon = () => sleep(SESSION_CACHE_MS + 100);

test('a token is told once, kept as a hash, and known again by how it begins', async () => {
  const user = await api.user();
  const { token, tokenId, hint } = await tokenOf(user, 'submissions:read');
  expect(token).toMatch(/^dkp_[A-Za-z0-9_-]{43}$/);
  expect(token.startsWith(hint)).toBe(true);
  expect((await submissions(token)).status).toBe(200);
  const list = await api.call('GET', '/api-tokens', { token: user.token });
  expectContract(list, contract.listApiTokens);
  expect(contract.listApiTokens.response.parse(list.body).data).toMatchObject([
    { tokenId, scopes: ['submissions:read'] },
  ]);
  const { rows } = await api.db.pool.query(`SELECT row_to_json(t)::text AS row FROM api_tokens t WHERE id = $1`, [
    tokenId,
  ]);
  expect([list.text, rows[0]?.row].join(' ')).not.toContain(token);
  const secret = await api.call('GET', `/api-tokens/${tokenId}/callback-secret`, { token: user.token });
  expectContract(secret, contract.getCallbackSecret);
});

describe('every route', () => {
  const tokens = new Map<ApiScope, string>();
  beforeAll(async () => {
    // Of an admin: a token has nothing of what its owner may.
    const admin = await api.user('admin');
    for (const scope of apiScopes) tokens.set(scope, (await tokenOf(admin, scope)).token);
  });
  const path = ({ path: address }: RouteContract) =>
    address.replaceAll(/:\w*[iI]d\b/g, '01890000-0000-7000-8000-000000000000').replaceAll(/:\w+/g, 'nothing');
  const named = contracts
    .filter(({ access }) => needsLogin(access))
    .map((each) => [`${each.method} ${each.path}`, each] as const);

  test.each(named)('%s lets in tokens of its scopes and no others', async (_, route) => {
    for (const scope of apiScopes) {
      const answer = await api.call(route.method, path(route), {
        token: tokens.get(scope),
        ...(route.example === undefined ? {} : { json: route.example }),
      });
      const code = answer.status < 400 || answer.body === undefined ? null : codeOf(answer);
      if (route.scopes?.includes(scope) === true)
        expect(['scope_missing', 'unauthenticated', 'forbidden'], `${scope}`).not.toContain(code);
      else expect(code, `${scope}`).toBe('scope_missing');
    }
  });

  test('of account, money, admins and tokens themselves names no scope', () => {
    const open = contracts.filter(({ scopes }) => scopes !== undefined).map((each) => each.path);
    const parts = new Set(open.map((each) => each.split('/')[1]));
    expect(parts).toEqual(new Set(['api', 'judge0', 'languages', 'problems', 'realtime', 'runs', 'submissions']));
  });
});

test('without its scope a token is nobody where nobody has to log in', async () => {
  const user = await api.user();
  const [reader, other] = [await tokenOf(user, 'problems:read'), await tokenOf(user, 'runs:read')];
  for (const { token } of [reader, other]) expect((await api.call('GET', '/problems', { token })).status).toBe(200);
});

test('a token of somebody in a jury reads what they handed in as anybody reads their own, and nothing of others', async () => {
  const juror = await api.user('setter');
  const { submissionId } = await contestOf(api, juror);
  const { token } = await tokenOf(juror, 'submissions:read');
  const read = (as: string) => api.call('GET', `/submissions/${submissionId}`, { token: as });
  const reason = 'broken: a path of ours';
  await api.db.pool.query(`UPDATE submissions SET status = 'IE', reason = $2 WHERE id = $1`, [submissionId, reason]);
  expect((await read(juror.token)).body).toMatchObject({ reason });
  expectProblem(await read(token), 404, 'submission_not_found');
  await api.db.pool.query('UPDATE submissions SET user_id = $2 WHERE id = $1', [submissionId, juror.userId]);
  expect((await read(juror.token)).body).toMatchObject({ reason });
  expect((await read(token)).body).toMatchObject({ reason: 'broken' });
});

test('a socket’s token lasts no longer than the token it was asked for with', async () => {
  const { token, tokenId, expiresAt } = await tokenOf(await api.user(), 'runs:read');
  const asked = async () => {
    const { body } = await api.call('POST', '/realtime/token', { token });
    return Date.parse(createRealtimeToken.response.parse(body).expiresAt);
  };
  expect(await asked()).toBeLessThan(Date.parse(expiresAt));
  const soon = new Date(Date.now() + 60_000);
  await api.db.pool.query('UPDATE api_tokens SET expires_at = $2 WHERE id = $1', [tokenId, soon]);
  expect(await asked()).toBe(Math.floor(soon.getTime() / 1_000) * 1_000);
});

describe('a token ends', () => {
  test('when it is revoked, within a second, and nobody else can', async () => {
    const [user, stranger] = [await api.user(), await api.user()];
    const { token, tokenId } = await tokenOf(user, 'submissions:read');
    const revoke = (by: TestUser) => api.call('DELETE', `/api-tokens/${tokenId}`, { token: by.token });
    expectProblem(await revoke(stranger), 404, 'api_token_not_found');
    expect((await submissions(token)).status).toBe(200);
    expectContract(await revoke(user), contract.revokeApiToken);
    expectProblem(await submissions(token), 401, 'unauthenticated');
    const { rows } = await api.db.pool.query(
      `SELECT payload -> 'data' ->> 'endedSessions' AS ended FROM outbox WHERE name = 'access.changed' AND payload::text LIKE $1`,
      [`%${tokenId}%`],
    );
    expect(rows).toEqual([{ ended: JSON.stringify([tokenId]) }]);
  });

  test('with its day', async () => {
    const { token, tokenId } = await tokenOf(await api.user(), 'submissions:read');
    await api.db.pool.query('UPDATE api_tokens SET expires_at = now() WHERE id = $1', [tokenId]);
    expectProblem(await submissions(token), 401, 'unauthenticated');
  });

  test('with another password where that is asked for', async () => {
    const user = await api.user();
    const { token } = await tokenOf(user, 'submissions:read');
    const change = (password: string, newPassword: string, revokeTokens: boolean) =>
      api.call('PUT', '/user/password', { token: user.token, json: { password, newPassword, revokeTokens } });
    expect((await change(user.password, 'another good one', false)).status).toBe(204);
    expect((await submissions(token)).status).toBe(200);
    expect((await change('another good one', 'a third good one', true)).status).toBe(204);
    expectProblem(await submissions(token), 401, 'unauthenticated');
  });

  test('with all logins when an admin ends them, and with the account', async () => {
    const [admin, cut, deleted] = [await api.user('admin'), await api.user(), await api.user()];
    const [one, other] = [await tokenOf(cut, 'submissions:read'), await tokenOf(deleted, 'submissions:read')];
    await api.call('POST', `/admin/users/${cut.userId}/sessions/end`, { token: admin.token });
    const json = { password: deleted.password };
    expect((await api.call('POST', '/user/delete', { token: deleted.token, json })).status).toBe(204);
    await goneSoon();
    for (const { token } of [one, other]) expectProblem(await submissions(token), 401, 'unauthenticated');
    const { rows } = await api.db.pool.query('SELECT FROM api_tokens WHERE user_id = $1', [deleted.userId]);
    expect(rows).toEqual([]);
  });
});

describe('calls when something is over', () => {
  /** Runs that are over, with a call that is due for each. @returns the token that asked */
  async function dueOf(user: TestUser, calls: number): Promise<string> {
    const { tokenId } = await tokenOf(user, 'runs:write');
    for (let at = 0; at < calls; at += 1) {
      const id = newId();
      await api.db.pool.query(
        `WITH t AS (INSERT INTO judge_tasks (id, kind, class, turn, user_id, language, status, ended_at) VALUES ($1, 'run', 2, 0, $2, 'python3', 'ENDED', now())),
              r AS (INSERT INTO runs (id, user_id, language, files, inputs, samples, status, cases_total, finished_at) VALUES ($1, $2, 'python3', '[]', '["1"]', false, 'DONE', 1, now()))
         INSERT INTO judge_callbacks (task_id, kind, user_id, token_id, url) VALUES ($1, 'run', $2, $3, $4)`,
        [id, user.userId, tokenId, `https://${user.username}.example.org/`],
      );
    }
    return tokenId;
  }
  const callsOf = async (tokenId: string) => {
    const { rows } = await api.db.pool.query(
      `SELECT status, last_error, extract(epoch FROM next_try_at - now())::float8 AS seconds FROM judge_callbacks WHERE token_id = $1`,
      [tokenId],
    );
    return rows;
  };
  const ended = { status: 200, answer: '', retryAfterSeconds: null, ms: 1 };

  test('of one user eight are under way, however many are due, and the others’ go out beside them', async () => {
    const [many, one] = [await api.user(), await api.user()];
    await dueOf(many, 40);
    await dueOf(one, 1);
    const called: string[] = [];
    const slow = Promise.withResolvers<void>();
    const send: WebhookSender = async ({ url }) => {
      called.push(url.includes(many.username) ? 'many' : 'one');
      if (url.includes(many.username)) await slow.promise;
      return ended;
    };
    const outcomes: string[] = [];
    const pump = new CallbackPump({ ctx: api.ctx, send, onCalled: (became) => outcomes.push(became) });
    for (let turn = 0; turn < 3; turn += 1) await pump.turn();
    await waitFor('nine calls', () => called.length === 9);
    expect(called.filter((who) => who === 'many')).toHaveLength(8);
    slow.resolve();
    await pump.idle();
    expect(outcomes).toEqual(Array.from({ length: 9 }, () => 'delivered'));
    // Those that were held back come when there is room.
    await pump.turn();
    await pump.idle();
    expect(called).toHaveLength(17);
  });

  test('who has seven under way gets one more, and not a share anew', async () => {
    const user = await api.user();
    const slow = Promise.withResolvers<void>();
    let calls = 0;
    const send: WebhookSender = async ({ url }) => {
      if (!url.includes(user.username)) return ended;
      calls += 1;
      await slow.promise;
      return ended;
    };
    const pump = new CallbackPump({ ctx: api.ctx, send, onCalled: () => undefined });
    await dueOf(user, 7);
    await pump.turn();
    await waitFor('seven calls', () => calls === 7);
    await dueOf(user, 40);
    for (let turn = 0; turn < 3; turn += 1) await pump.turn();
    await waitFor('another', () => calls >= 8);
    slow.resolve();
    await pump.idle();
    expect(calls).toBe(8);
    // The others are nobody else's to wait for.
    await api.db.pool.query(
      `UPDATE judge_callbacks SET status = 'FAILED', done_at = now() WHERE user_id = $1 AND status = 'PENDING'`,
      [user.userId],
    );
  });

  test('those that nobody will make are settled with the reason, and the others wait', async () => {
    const user = await api.user();
    const [revoked, expired, gone, good] = await Promise.all(Array.from({ length: 4 }, () => dueOf(user, 1)));
    await api.db.pool.query('UPDATE api_tokens SET revoked_at = now() WHERE id = $1', [revoked]);
    await api.db.pool.query('UPDATE api_tokens SET expires_at = now() WHERE id = $1', [expired]);
    await api.db.pool.query(
      'DELETE FROM judge_tasks WHERE id IN (SELECT task_id FROM judge_callbacks WHERE token_id = $1)',
      [gone],
    );
    await sweepCallbacks(api.ctx);
    const failed = (why: string) => [{ status: 'FAILED', last_error: why, seconds: expect.any(Number) }];
    expect(await callsOf(String(revoked))).toEqual(failed('the token was revoked'));
    expect(await callsOf(String(expired))).toEqual(failed('the token has expired'));
    expect(await callsOf(String(gone))).toEqual(failed('what it was about is gone'));
    expect(await callsOf(String(good))).toMatchObject([{ status: 'PENDING', last_error: null }]);
  });

  test('a token that has expired calls nobody, and who asks for a day of patience gets an hour', async () => {
    const user = await api.user();
    const [expired, good] = [await dueOf(user, 1), await dueOf(user, 1)];
    await api.db.pool.query('UPDATE api_tokens SET expires_at = now() WHERE id = $1', [expired]);
    const taken = (await takeOutCallbacks(api.ctx, new Map())).filter(({ userId }) => userId === user.userId);
    expect(taken).toMatchObject([{ tokenId: good }]);
    const patient = { status: 503, answer: '', retryAfterSeconds: 86_400, ms: 1 };
    for (const one of taken) expect(await callBack(api.ctx, one, async () => patient)).toBe('again');
    const [call] = await callsOf(good);
    expect(call?.seconds).toBeGreaterThan(3_500);
    // Times are kept in milliseconds, rounded.
    expect(call?.seconds).toBeLessThan(3_601);
  });
});

describe('bad input makes no token', () => {
  test.each<[string, number, Parameters<typeof expectProblem>[2], Record<string, unknown>]>([
    ['no scope', 400, 'invalid_request', { scopes: [] }],
    ['an unknown scope', 400, 'invalid_request', { scopes: ['money:write'] }],
    ['no name', 400, 'invalid_request', { name: ' ' }],
    ['for ever', 400, 'invalid_request', { expiresInDays: 100_000 }],
    ['a wrong password', 403, 'wrong_password', { password: 'not mine' }],
  ])('%s', async (_, status, code, more) => {
    const user = await api.user();
    expectProblem(await make(user, ['runs:read'], more), status, code);
    const { rows } = await api.db.pool.query('SELECT FROM api_tokens WHERE user_id = $1', [user.userId]);
    expect(rows).toEqual([]);
  });

  test('a name that another has, until that is revoked; and one too many', async () => {
    const user = await api.user();
    const first = await make(user, ['runs:read'], { name: 'Build' });
    expectProblem(await make(user, ['runs:read'], { name: 'build' }), 409, 'api_token_taken');
    const { tokenId } = contract.createApiToken.response.parse(first.body);
    await api.call('DELETE', `/api-tokens/${tokenId}`, { token: user.token });
    expect((await make(user, ['runs:read'], { name: 'build' })).status).toBe(201);
    await api.db.pool.query(
      `INSERT INTO api_tokens (id, user_id, name, token_hash, hint, scopes, expires_at)
       SELECT gen_random_uuid(), $1::uuid, 'n' || n, decode(md5($1::uuid::text || n), 'hex'), 'dkp_', '{}', now() + interval '1 day' FROM generate_series(2, $2) n`,
      [user.userId, contract.API_TOKENS_MAX],
    );
    expectProblem(await make(user, ['runs:read']), 409, 'api_tokens_full');
  });
});
