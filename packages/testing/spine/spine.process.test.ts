import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDocket, type Docket } from '@docket/client/docket';
import type { SubmissionDetail } from '@docket/contracts/http/submission';
import { freePort } from '@docket/runtime/embedded/ports';
import { startBalancer, type Balancer } from '../src/balancer.ts';
import { makeProblem } from '../src/builders.ts';
import { createTestDatabase } from '../src/database.ts';
import { createInstallation, type Installation } from '../src/installation.ts';
import type { SpawnedService } from '../src/service.ts';
import { waitFor } from '../src/wait.ts';

let docket: Installation;
let gateways: SpawnedService[];
let balancer: Balancer;
let baseUrl: string;
let problemId: string;

beforeAll(async () => {
  docket = await createInstallation(await createTestDatabase());
  const ports = [await freePort(), await freePort()];
  balancer = await startBalancer(ports);
  const realtime = { REALTIME_PUBLIC_URL: `ws://127.0.0.1:${balancer.port}/connection/websocket` };
  const [api, first, second] = await Promise.all([
    docket.start('api', { ...realtime, DISABLE_THROTTLE: '1' }),
    docket.start('realtime', { REALTIME_PORT: String(ports[0]) }),
    docket.start('realtime', { REALTIME_PORT: String(ports[1]) }),
    docket.start('worker', { LEASE_SECONDS: '2' }),
  ]);
  baseUrl = api.url;
  gateways = [first, second];
  problemId = (await makeProblem(docket.db)).problemId;
});

afterAll(async () => {
  await balancer.close();
  await docket.dispose();
});

let users = 0;
async function newUser(): Promise<Docket> {
  users += 1;
  const client = createDocket({ baseUrl });
  const account = {
    username: `spine-${users}`,
    password: 'correct horse battery',
    email: `spine-${users}@example.test`,
  };
  await client.signUp(account);
  await client.login(account);
  return client;
}

const SUM = 'a, b = map(int, input().split())\nprint(a + b)';

/** All states that `watch` gives, the last being the verdict. */
async function story(client: Docket, submissionId: string): Promise<SubmissionDetail[]> {
  const states: SubmissionDetail[] = [];
  for await (const state of client.watch(submissionId)) states.push(state);
  return states;
}

async function verdictEvents(): Promise<Map<string, number>> {
  const { rows } = await docket.db.pool.query<{ id: string; n: number }>(
    `SELECT payload -> 'data' ->> 'submissionId' AS id, count(*)::int AS n FROM outbox WHERE topic = 'event' GROUP BY 1`,
  );
  return new Map(rows.map((row) => [row.id, row.n]));
}

describe('the spine', () => {
  it('carries a submission from HTTP to a verdict on the socket', async () => {
    const client = await newUser();
    const { submissionId } = await client.submit({ problemId, language: 'python3', code: SUM });
    const states = await story(client, submissionId);
    expect(states.at(-1)).toMatchObject({ status: 'AC', testsDone: 3, testsTotal: 3 });
    expect(states.at(-1)?.tests.map((test) => test.verdict)).toEqual(['AC', 'AC', 'AC']);
    client.close();
  });

  it('tells the whole story in order though the gateway is killed in the middle', async () => {
    const client = await newUser();
    const long = await makeProblem(docket.db, {
      tests: Array.from({ length: 12 }, (_, n) => ({ input: `${n} 1\n`, answer: `${n + 1}\n` })),
    });
    const { submissionId } = await client.submit({
      problemId: long.problemId,
      language: 'python3',
      code: `import time\ntime.sleep(0.25)\n${SUM}`,
    });
    const done: number[] = [];
    let killed = false;
    let last: SubmissionDetail | undefined;
    for await (const state of client.watch(submissionId)) {
      last = state;
      done.push(state.testsDone);
      if (!killed && state.testsDone >= 3) {
        killed = true;
        const victim = gateways.shift();
        await victim?.kill();
      }
    }
    expect(killed).toBe(true);
    expect(last).toMatchObject({ status: 'AC', testsDone: 12 });
    expect(last?.tests.map((test) => test.ordinal)).toEqual(Array.from({ length: 12 }, (_, n) => n + 1));
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    client.close();
  });

  it('judges everything it accepted while Redis was away, nothing twice', async () => {
    const client = await newUser();
    const ids: string[] = [];
    const submitMany = async (count: number): Promise<void> => {
      for (let n = 0; n < count; n += 1)
        ids.push(
          (await client.submit({ problemId, language: 'python3', code: `${SUM} # ${ids.length}` })).submissionId,
        );
    };
    await submitMany(20);
    await docket.redis.kill();
    const away = sleep(10_000);
    await submitMany(160);
    await away;
    await docket.redis.restart();
    await submitMany(20);

    expect(new Set(ids).size).toBe(200);
    const { rows } = await waitFor(
      'all verdicts',
      async () => {
        const result = await docket.db.pool.query<{ id: string; status: string }>(
          'SELECT id, status FROM submissions WHERE id = ANY($1) AND finished_at IS NOT NULL',
          [ids],
        );
        return result.rows.length === ids.length && result;
      },
      { timeoutMs: 90_000, everyMs: 200 },
    );
    expect(rows.filter((row) => row.status !== 'AC')).toEqual([]);
    const events = await verdictEvents();
    expect(ids.filter((id) => events.get(id) !== 1)).toEqual([]);
    // Every job and event reached Redis in the end, and nothing is left to be judged again.
    await waitFor(
      'an empty outbox',
      async () => {
        const open = await docket.db.pool.query(
          `SELECT 1 FROM outbox WHERE sent_at IS NULL OR (topic = 'job' AND done_at IS NULL)`,
        );
        return open.rowCount === 0;
      },
      { timeoutMs: 30_000 },
    );
    client.close();
  });
});
