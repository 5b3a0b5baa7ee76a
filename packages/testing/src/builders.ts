import { createHash } from 'node:crypto';
import type { Role } from '@docket/contracts/http/identity';
import { closeDb, createDb, type Db } from '@docket/db/client';
import type { OutboxRow } from '@docket/db/outbox';
import { createPool } from '@docket/db/pool';
import type { Actor, CtxWith } from '@docket/domain/spine/ctx';
import { systemClock } from '@docket/runtime/clock';
import { loadConfig } from '@docket/runtime/config';
import { newId } from '@docket/runtime/id';
import { createLogger } from '@docket/runtime/logger';
import { bookingSlice, type BookingSettings } from '@docket/runtime/settings/booking';
import { publicUrlSlice, type PublicUrlSettings } from '@docket/runtime/settings/mail';
import { paymentSlice, type PaymentSettings } from '@docket/runtime/settings/payment';
import { doorSlice, type DoorSettings, type TicketSigningSettings } from '@docket/runtime/settings/ticket';
import { tripSlice, type TripSettings } from '@docket/runtime/settings/trip';
import { waitingListSlice, type WaitingListSettings } from '@docket/runtime/settings/waiting-list';
import type { RoomPassSettings } from '@docket/runtime/settings/waiting-room';

export const quietLog = createLogger('test', { LOG_LEVEL: 'silent' });

/** Prisma and pool on a test database; close with `closeDb`. */
export function openDb(databaseUrl: string, connections = 8): Db {
  return createDb(createPool({ DATABASE_URL: databaseUrl, DATABASE_POOL: connections }, quietLog));
}

export { closeDb };

const settings = {
  ...loadConfig([bookingSlice, tripSlice, waitingListSlice, doorSlice, publicUrlSlice, paymentSlice], {}),
  ROOM_PASS_SECRET: ['a secret that is only for tests, 32+'],
  TICKET_SIGNING_KEY: ['a-key-that-is-only-for-tests-and-32-bytes-l'],
} as const;

/** What areas are set to where a test says nothing else: their defaults, and secrets that are only for tests. */
export type TestSettings = BookingSettings &
  TripSettings &
  WaitingListSettings &
  DoorSettings &
  PublicUrlSettings &
  PaymentSettings &
  RoomPassSettings &
  TicketSigningSettings;

export type TestCtx = CtxWith<TestSettings> & { readonly dispatched: OutboxRow[] };

/** A context whose fast path only notes what it was handed. */
export function testCtx(
  db: Db,
  actor: Actor = { kind: 'system', name: 'test' },
  other: Partial<TestSettings> = {},
): TestCtx {
  const dispatched: OutboxRow[] = [];
  return {
    actor,
    requestId: 'test',
    db,
    clock: systemClock,
    log: quietLog,
    settings: { ...settings, ...other },
    dispatched,
    dispatch: (rows) => void dispatched.push(...rows),
  };
}

export type TestUser = Extract<Actor, { kind: 'user' }>;

/** A user who cannot log in: the password hash is no hash. Tests of logging in sign up over HTTP. */
export async function makeUser(db: Db, role: Role = 'user'): Promise<TestUser> {
  const userId = newId();
  const username = `user-${userId.slice(-12)}`;
  await db.prisma.user.create({
    data: {
      id: userId,
      username,
      email: `${username}@example.test`,
      emailConfirmedAt: new Date(),
      passwordHash: '!',
      role,
    },
  });
  return { kind: 'user', userId, username, role, sessionId: newId() };
}

export type TestCase = { readonly input: string; readonly answer: string; readonly sample?: boolean };

export type ProblemOptions = {
  readonly tests?: readonly TestCase[];
  readonly cpuMs?: number;
  readonly memoryBytes?: number;
  readonly outputBytes?: number;
  readonly codeBytes?: number;
  readonly validatorFlags?: readonly string[];
};

async function makeBlob(db: Db, text: string): Promise<{ hash: string; size: number }> {
  const bytes = Buffer.from(text);
  const hash = createHash('sha256').update(bytes).digest('hex');
  await db.pool.query('INSERT INTO blobs (hash, size, bytes) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
    hash,
    bytes.byteLength,
    bytes,
  ]);
  return { hash, size: bytes.byteLength };
}

/** A problem of version 1 with its tests; by default: print the sum of two numbers, one sample and two secret tests. */
export async function makeProblem(
  db: Db,
  options: ProblemOptions = {},
): Promise<{ problemId: string; slug: string; tests: number }> {
  const tests = options.tests ?? [
    { input: '1 2\n', answer: '3\n', sample: true },
    { input: '20 22\n', answer: '42\n' },
    { input: '-5 5\n', answer: '0\n' },
  ];
  const problemId = newId();
  const slug = `problem-${problemId.slice(-12)}`;
  const blobs = await Promise.all(
    tests.map(async (test) => [await makeBlob(db, test.input), await makeBlob(db, test.answer)] as const),
  );
  await db.prisma.problem.create({
    data: {
      id: problemId,
      slug,
      title: `Problem ${slug}`,
      difficulty: 'easy',
      tags: [],
      currentVersion: 1,
      searchText: slug,
      versions: {
        create: {
          version: 1,
          statement: 'Add the numbers.',
          cpuMs: options.cpuMs ?? 1_000,
          memoryBytes: options.memoryBytes ?? 256 * 1024 * 1024,
          outputBytes: options.outputBytes ?? 8 * 1024 * 1024,
          codeBytes: options.codeBytes ?? 64 * 1024,
          validatorFlags: [...(options.validatorFlags ?? [])],
          packageHash: problemId,
          tests: {
            create: blobs.map(([input, answer], index) => ({
              ordinal: index + 1,
              name: `${tests[index]?.sample === true ? 'sample' : 'secret'}/${index + 1}`,
              sample: tests[index]?.sample === true,
              inputHash: input.hash,
              inputSize: input.size,
              answerHash: answer.hash,
              answerSize: answer.size,
            })),
          },
        },
      },
    },
  });
  return { problemId, slug, tests: tests.length };
}

/** Makes an installation judge a language, as a worker's report would. */
export async function makeWorkerRow(db: Db, languages: readonly string[] = ['python3', 'c']): Promise<string> {
  const id = `worker-${newId()}`;
  const rows = languages.map((language) => ({
    id: language,
    name: language,
    version: '1',
    extensions: [`.${language}`],
    compiled: false,
    floor: null,
    template: '',
    editorMode: 'text',
  }));
  await db.pool.query(
    `INSERT INTO workers (id, host, started_at, seen_at, slots, average_ms, sandbox, languages) VALUES ($1, 'test', now(), now(), 2, 100, '{}', $2)`,
    [id, JSON.stringify(rows)],
  );
  return id;
}
