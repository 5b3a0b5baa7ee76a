import { createDispatcher, type Dispatcher } from '@docket/queue/dispatcher';
import { createPublisher } from '@docket/queue/publish/publisher';
import { createQueues } from '@docket/queue/queues';
import { relayOnce, relayTurn } from '@docket/queue/relay';
import { createRedis, redisReady } from '@docket/runtime/redis';
import { closeDb, openDb, quietLog } from '@docket/testing/builders';
import { cloneTemplate } from '@docket/testing/postgres';
import { startTestRedis } from '@docket/testing/redis';
import { machine, printTable } from '../lib/report.ts';
import { startPostgresForBench } from '../lib/postgres.ts';

const ROWS = 20_000;

/** What is owed, as one INSERT: $1 is how many rows. */
const backlogs: Readonly<Record<string, string>> = {
  'events of 2,000 channels': `SELECT id, 'event', 'booking.updated', 'user:' || n % 2000, jsonb_build_object('v', 1, 'id', id, 'type', 'booking.updated', 'at', iso(now()), 'data', jsonb_build_object('filler', repeat('x', 300)))`,
  'events of one channel': `SELECT id, 'event', 'booking.updated', 'user:one', jsonb_build_object('v', 1, 'id', id, 'type', 'booking.updated', 'at', iso(now()), 'data', jsonb_build_object('filler', repeat('x', 300)))`,
  jobs: `SELECT id, 'job', 'judge.wake', NULL, jsonb_build_object('taskId', new_id())`,
  'half of each': `SELECT id, CASE n % 2 WHEN 0 THEN 'event' ELSE 'job' END, CASE n % 2 WHEN 0 THEN 'booking.updated' ELSE 'judge.wake' END, CASE n % 2 WHEN 0 THEN 'user:' || n % 2000 END,
    CASE n % 2 WHEN 0 THEN jsonb_build_object('v', 1, 'id', id, 'type', 'booking.updated', 'at', iso(now()), 'data', jsonb_build_object('filler', repeat('x', 300))) ELSE jsonb_build_object('taskId', new_id()) END`,
};

/** How fast the relay works off what is left after Redis was away: rows a second of one relay in this process, against the same rows sent one at a time. */
export async function run({ share }: { readonly share: number }): Promise<void> {
  const count = Math.round(ROWS * share);
  console.log(
    `Method: ${count} rows that nobody has sent, sent by one relay, first one at a time and then as the relay sends them; Postgres and Redis of their own.`,
  );
  console.log(`Machine: ${machine()}, shared by all of them\n`);
  const [postgres, server] = await Promise.all([startPostgresForBench(), startTestRedis()]);
  try {
    const database = await cloneTemplate(postgres);
    const db = openDb(database.url);
    const redis = createRedis(server.url, 'producer', quietLog);
    await redisReady(redis);
    const queues = createQueues(redis, 'bench', quietLog);
    const publisher = createPublisher({ redis, prefix: 'bench' });
    const dispatcher = createDispatcher({ queues, publisher, pool: db.pool, log: quietLog });
    const oneByOne: Dispatcher = {
      ...dispatcher,
      async sendMany(rows) {
        const results = new Map();
        for (const row of rows) results.set(row.id, await dispatcher.send(row));
        return results;
      },
    };
    const rate = async (rows: string, through: Dispatcher): Promise<number> => {
      await db.pool.query('TRUNCATE outbox');
      await db.pool.query(
        `INSERT INTO outbox (id, topic, name, channel, payload, created_at)
         SELECT r.*, now() - interval '1 minute' FROM (${rows} FROM (SELECT new_id() AS id, n FROM generate_series(1, $1::int) n OFFSET 0) g) r`,
        [count],
      );
      await db.pool.query('ANALYZE outbox');
      const turn = relayTurn();
      const started = performance.now();
      for (let sent = 0; sent < count;) sent += await relayOnce(db.pool, through, turn);
      return count / ((performance.now() - started) / 1_000);
    };
    const table = [['backlog', 'rows/s', 'one at a time', 'ratio']];
    for (const [label, rows] of Object.entries(backlogs)) {
      const [single, together] = [await rate(rows, oneByOne), await rate(rows, dispatcher)];
      table.push([label, together.toFixed(0), single.toFixed(0), (together / single).toFixed(1)]);
    }
    printTable(table);
    await queues.close();
    redis.disconnect();
    await closeDb(db);
    await database.drop();
  } finally {
    await Promise.all([postgres.stop(), server.dispose()]);
  }
}
