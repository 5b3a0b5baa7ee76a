import { WEBHOOK_SECRETS_BANK } from '@docket/testing/installation';
import type { WebhookBare } from '../load/webhook-bare.ts';
import type { WebhookLoad, WebhookLoadResult } from '../load/webhook-load.ts';
import { cpuDuring, postmasterOf } from '../lib/cpu.ts';
import { startHelper } from '../lib/helper.ts';
import { machine, printTable } from '../lib/report.ts';
import { withInstallation } from '../lib/stack.ts';
import { ms } from '../lib/stats.ts';

const CALLS = 30_000;
const WARM_UP = 5_000;
const CONNECTIONS = 64;
/** Of the floors, as of the service. */
const POOL = 4;
const BUDGET_A_SECOND = 1_500;
const BUDGET_P99_MS = 100;

/** Signed calls that a provider makes, until they are answered and so committed. */
export async function run({ share }: { readonly share: number }): Promise<void> {
  const [count, warm] = [Math.ceil(CALLS * share), Math.ceil(WARM_UP * share)];
  console.log(
    `Method: ${count} calls of a bank, each with its own id and signature, over ${CONNECTIONS} kept-alive connections (closed loop: each sends its next when it has its answer). One`,
  );
  console.log(
    `process of webhooks alone with its own role, and Postgres; ${warm} calls before that do not count. Floors: a bare server of Node that inserts the same row without looking at the`,
  );
  console.log(
    `signature, a statement a call, and the statement alone; both on ${POOL} connections. Postgres runs without fsync, as for all figures here.`,
  );
  console.log(`Machine: ${machine()}, shared by generator, service and Postgres\n`);
  await withInstallation(async (installation) => {
    const { db } = installation;
    const service = await installation.start('webhooks', { LOG_LEVEL: 'warn', NODE_ENV: 'production' });
    const load = startHelper<WebhookLoad>('webhook-load.ts');
    const bare = startHelper<WebhookBare>('webhook-bare.ts');
    try {
      const barePort = await bare.call('listen', {
        databaseUrl: installation.env['DATABASE_URL'] ?? '',
        connections: POOL,
      });
      const send = (port: number, prefix: string, calls: number) =>
        load.call('send', { port, connections: CONNECTIONS, count: calls, prefix, secret: WEBHOOK_SECRETS_BANK });
      const port = Number(new URL(service.url).port);
      await send(port, 'warm', warm);
      await send(barePort, 'bare_warm', warm);
      const pids = { webhooks: service.pid, postgres: await postmasterOf(db.pool), generator: load.pid };
      const { result, seconds } = await cpuDuring(pids, () => send(port, 'counted', count));
      const floor = await send(barePort, 'bare', count);
      const sqlSeconds = await bare.call('insert', { count, connections: POOL });
      const { rows } = await db.pool.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM inbox_events WHERE event_id LIKE 'counted%'`,
      );

      const row = (name: string, each: WebhookLoadResult): string[] => [
        name,
        (count / each.seconds).toFixed(0),
        ...each.ms.map(ms),
      ];
      printTable([
        ['', 'a second', 'p50', 'p99', 'longest'],
        row('signed, checked and stored', result),
        row('floor: bare server, same row', floor),
        ['floor: bare SQL', (count / sqlSeconds).toFixed(0), '', '', ''],
      ]);
      console.log();
      printTable([
        ['CPU', ...seconds.keys()],
        ['µs a call', ...[...seconds.values()].map((used) => ((used / count) * 1e6).toFixed(0))],
      ]);
      const rate = count / result.seconds;
      const whole = result.statuses['200'] === count && rows[0]?.n === count;
      if (!whole) process.exitCode = 1;
      console.log(`\nanswers ${JSON.stringify(result.statuses)}, rows ${rows[0]?.n}: ${whole ? 'each once' : 'WRONG'}`);
      const kept = (yes: boolean): string => (yes ? 'kept' : 'MISSED');
      console.log(
        `Budget: ${BUDGET_A_SECOND} a second: ${kept(rate >= BUDGET_A_SECOND)}; p99 below ${BUDGET_P99_MS} ms: ${kept(result.ms[1] < BUDGET_P99_MS)}; ` +
          `${(rate / (count / floor.seconds)).toFixed(2)} of the bare server`,
      );
    } finally {
      load.end();
      bare.end();
    }
  });
}
