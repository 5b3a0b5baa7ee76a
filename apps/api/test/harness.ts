import { createECDH, randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import { problemDetails, type ErrorCode, type ProblemDetails } from '@docket/contracts/errors';
import type { Role } from '@docket/contracts/http/identity';
import type { Language } from '@docket/contracts/http/language';
import type { RouteContract } from '@docket/contracts/http/route';
import { closeDb, createDb, type Db } from '@docket/db/client';
import { createPool } from '@docket/db/pool';
import type { CtxWith } from '@docket/domain/spine/ctx';
import { createUser } from '@docket/domain/identity/user/create-user';
import { systemClock } from '@docket/runtime/clock';
import { loadConfig } from '@docket/runtime/config';
import { Lifecycle } from '@docket/runtime/lifecycle';
import { createLogger } from '@docket/runtime/logger';
import { apiSlices, type ApiSettings } from '@docket/runtime/settings/services';
import type { WaitingListSettings } from '@docket/runtime/settings/waiting-list';
import { createTestDatabase } from '@docket/testing/database';
import { startTestRedis, type TestRedis } from '@docket/testing/redis';
import { startApi } from '../src/server.ts';

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
  readonly text: string;
};

export type CallOptions = {
  readonly token?: string | undefined;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly raw?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
};

export type TestUser = {
  readonly userId: string;
  readonly username: string;
  readonly password: string;
  readonly token: string;
};

/** A running api with its own database and Redis. */
export type TestApi = {
  readonly url: string;
  readonly db: Db;
  readonly redis: TestRedis;
  /** The platform's own context, for set-up that HTTP has no route for. */
  readonly ctx: CtxWith<ApiSettings & WaitingListSettings>;
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  /** A new user of its own for a test, logged in. */
  user(role?: Role): Promise<TestUser>;
  /** Rows of every table that requests write to; compare before and after a refusal. */
  countRows(): Promise<Readonly<Record<string, number>>>;
  stop(): Promise<void>;
};

export const TEST_LANGUAGE: Language = {
  id: 'python3',
  name: 'Python 3',
  version: '3.11',
  extensions: ['.py'],
  compiled: false,
  floor: null,
  template: '',
  editorMode: 'python',
};

const TABLES = [
  'users',
  'sessions',
  'passkeys',
  'login_links',
  'cities',
  'venues',
  'halls',
  'hall_seats',
  'titles',
  'shows',
  'show_zones',
  'waiting_list',
  'problems',
  'problem_versions',
  'problem_tests',
  'blobs',
  'submissions',
  'judge_tasks',
  'practice_notes',
  'practice_favourites',
  'study_lists',
  'study_list_problems',
  'discussion_posts',
  'discussion_reports',
  'judge_callbacks',
  'api_tokens',
  'runs',
  'rejudges',
  'rejudge_results',
  'contests',
  'contest_participants',
  'contest_members',
  'contest_clarifications',
  'contest_commentary',
  'contest_prints',
  'contest_audit',
  'judge_scopes',
  'judge_scope_problems',
  'judge_scope_members',
  'judge_scope_log',
  'bookings',
  'stay_quotes',
  'trips',
  'trip_parts',
  'payments',
  'payment_attempts',
  'refunds',
  'vouchers',
  'webhook_endpoints',
  'holds',
  'pool_seats',
  'movements',
  'tickets',
  'ticket_scans',
  'deposits',
  'withdrawals',
  'ledger_transfers',
  'ledger_entries',
  'outbox',
  'idempotency_keys',
  'bank_statements',
  'bank_entries',
  'reconciliation_breaks',
  'reconciliation_notes',
];

export function uniqueName(prefix = 'u'): string {
  return `${prefix}-${randomBytes(5).toString('hex')}`;
}

/** A key of P-256, as browsers subscribe with and make of their own. */
export const newPushKey = (): string => createECDH('prime256v1').generateKeys('base64url');
/** Of every api that a test starts. */
export const VAPID_PUBLIC_KEY = newPushKey();

export async function startTestApi(
  environment: Readonly<Record<string, string>> = {},
  options: { readonly redisDown?: boolean } = {},
): Promise<TestApi> {
  const [database, redis] = await Promise.all([createTestDatabase(), startTestRedis()]);
  if (options.redisDown === true) await redis.stop();
  const config = loadConfig(apiSlices, {
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    DATABASE_URL: database.url,
    REDIS_URL: redis.url,
    API_PORT: '0',
    REALTIME_JWT_SECRET: randomBytes(32).toString('hex'),
    ADMIN_PASSWORD: randomBytes(12).toString('hex'),
    OUTGOING_WEBHOOK_SECRET: randomBytes(32).toString('hex'),
    VAPID_PUBLIC_KEY,
    ...environment,
  });
  const log = createLogger('api-test', config);
  const lifecycle = new Lifecycle(log, 5_000);
  const { port } = await startApi(config, log, lifecycle);
  const url = `http://127.0.0.1:${port}`;
  const db = createDb(createPool({ ...config, DATABASE_POOL: 3 }));
  const ctx: TestApi['ctx'] = {
    // With what a worker would have besides.
    settings: { ...config, OFFER_SECONDS: 60 },
    actor: { kind: 'system', name: 'test' },
    requestId: 'test',
    db,
    clock: systemClock,
    log,
    dispatch: () => undefined,
  };

  async function call(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    const headers = new Headers(options.headers);
    if (options.token !== undefined) headers.set('authorization', `Bearer ${options.token}`);
    if (options.json !== undefined) headers.set('content-type', 'application/json');
    const body = options.json === undefined ? options.raw : JSON.stringify(options.json);
    const response = await fetch(url + path, {
      method,
      headers,
      redirect: 'manual',
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '') && text !== '';
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : undefined, text };
  }

  return {
    url,
    db,
    redis,
    ctx,
    call,
    async user(role = 'user') {
      const username = uniqueName();
      const password = randomBytes(9).toString('hex');
      await createUser(ctx, { username, password, email: `${username}@example.org`, role });
      const answer = await call('POST', '/user/login', { json: { username, password } });
      const { token, userId } = record(answer.body);
      return { userId: String(userId), username, password, token: String(token) };
    },
    async countRows() {
      const counts = TABLES.map((table) => `(SELECT count(*)::int FROM ${table}) AS ${table}`);
      const { rows } = await db.pool.query<Record<string, number>>(`SELECT ${counts.join(', ')}`);
      return rows[0] ?? {};
    },
    async stop() {
      await lifecycle.stop();
      await closeDb(db);
      await Promise.all([database.drop(), redis.dispose()]);
    },
  };
}

/** A worker's report, so that the installation judges something. */
export async function reportLanguages(
  api: TestApi,
  languages: readonly unknown[],
  id = 'worker',
  secondsAgo = 0,
): Promise<void> {
  await api.db.pool.query(
    `INSERT INTO workers (id, host, started_at, seen_at, slots, average_ms, sandbox, languages)
     VALUES ($1, 'test', now(), now() - make_interval(secs => $2), 2, 100, '{}', $3)
     ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at, languages = excluded.languages`,
    [id, secondsAgo, JSON.stringify(languages)],
  );
}

export function record(value: unknown): Record<string, unknown> {
  expect(value).toBeTypeOf('object');
  return { ...(value as object) };
}

/** Compares with the text beside the status, so that a failure says why. */
function expectStatus(answer: Answer, status: number): void {
  expect({ status: answer.status, text: answer.text }).toEqual({ status, text: answer.text });
}

/** The answer has the status and form that its contract promises. */
export function expectContract(answer: Answer, contract: RouteContract): void {
  expectStatus(answer, contract.status);
  if (contract.response === undefined) expect(answer.text).toBe('');
  else contract.response.parse(answer.body);
}

/** The code of a refusal. Below `/api` it is the `reason`: there `code` is the status, as the Contest API has it. */
export function codeOf(answer: Answer): unknown {
  const { code, reason } = record(answer.body);
  return typeof code === 'number' ? reason : code;
}

/** The answer is a problem of this code, in full form. */
export function expectProblem(answer: Answer, status: number, code: ErrorCode): ProblemDetails {
  expectStatus(answer, status);
  const ofCcs = typeof record(answer.body)['code'] === 'number';
  expect(answer.headers.get('content-type')).toMatch(ofCcs ? /^application\/json/ : /^application\/problem\+json/);
  const problem = problemDetails.parse({ ...record(answer.body), code: codeOf(answer) });
  expect(problem.code).toBe(code);
  expect(problem.status).toBe(status);
  expect(problem.requestId).toBe(answer.headers.get('x-request-id'));
  expect(answer.headers.get('retry-after')).toBe(problem.retryAfter === undefined ? null : String(problem.retryAfter));
  return problem;
}
