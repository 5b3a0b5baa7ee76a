import { loadavg } from 'node:os';
import { WEBHOOK_SECRETS_BANK } from '@docket/testing/installation';
import type { WebhookBare } from '../load/webhook-bare.ts';
import type { WebhookLoad, WebhookLoadResult } from '../load/webhook-load.ts';
import { cpuDuring, postmasterOf } from '../lib/cpu.ts';
import { startHelper } from '../lib/helper.ts';
import { machine, printTable } from '../lib/report.ts';
import { withInstallation } from '../lib/stack.ts';
import { median, ms } from '../lib/stats.ts';

const CALLS = 30_000;
/** Service and floors in turns, so that a busy moment is not of one of them. */
const ROUNDS = 3;
const WARM_UP = 5_000;
const CONNECTIONS = 64;
/** Of the floors, as of the service. */
const POOL = 4;
const BUDGET_A_SECOND = 1_500;
const BUDGET_P99_MS = 100;

/** Signed calls that a provider makes, until they are answered and so committed. */
export async function run({ share }: { readonly share: number }): Promise<void> {
  const [count, warm] = [Math.ceil((CALLS * share) / ROUNDS), Math.ceil(WARM_UP * share)];
  console.log(
    `Method: medians of ${ROUNDS} rounds, service and floors in turns, of ${count} calls of a bank each; each call with its own id and signature, over ${CONNECTIONS} kept-alive connections (closed loop: each sends its next when it has its answer). One`,
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
      const [results, floors, sqlSeconds]: [WebhookLoadResult[], WebhookLoadResult[], number[]] = [[], [], []];
      const cpu = new Map<string, number>();
      for (let round = 0; round < ROUNDS; round += 1) {
        const { result, seconds } = await cpuDuring(pids, () => send(port, `counted_${round}`, count));
        results.push(result);
        for (const [name, used] of seconds) cpu.set(name, (cpu.get(name) ?? 0) + used);
        floors.push(await send(barePort, `bare_${round}`, count));
        sqlSeconds.push(await bare.call('insert', { count, connections: POOL }));
      }
      const { rows } = await db.pool.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM inbox_events WHERE event_id LIKE 'counted%'`,
      );

      const rateOf = (all: readonly WebhookLoadResult[]) => median(all.map((each) => count / each.seconds));
      const at = (all: readonly WebhookLoadResult[], place: 0 | 1 | 2) => median(all.map((each) => each.ms[place]));
      const row = (name: string, all: readonly WebhookLoadResult[]): string[] => [
        name,
        rateOf(all).toFixed(0),
        ...([0, 1, 2] as const).map((place) => ms(at(all, place))),
      ];
      printTable([
        ['', 'a second', 'p50', 'p99', 'longest'],
        row('signed, checked and stored', results),
        row('floor: bare server, same row', floors),
        ['floor: bare SQL', median(sqlSeconds.map((each) => count / each)).toFixed(0), '', '', ''],
      ]);
      console.log();
      printTable([
        ['CPU', ...cpu.keys()],
        ['µs a call', ...[...cpu.values()].map((used) => ((used / (count * ROUNDS)) * 1e6).toFixed(0))],
      ]);
      const [rate, p99] = [rateOf(results), at(results, 1)];
      const whole = results.every(({ statuses }) => statuses['200'] === count) && rows[0]?.n === count * ROUNDS;
      if (!whole) process.exitCode = 1;
      console.log(
        `\nanswers ${JSON.stringify(results.map(({ statuses }) => statuses))}, rows ${rows[0]?.n}: ${whole ? 'each once' : 'WRONG'}`,
      );
      const kept = (yes: boolean): string => (yes ? 'kept' : 'MISSED');
      console.log(
        `Budget: ${BUDGET_A_SECOND} a second: ${kept(rate >= BUDGET_A_SECOND)}; p99 below ${BUDGET_P99_MS} ms: ${kept(p99 < BUDGET_P99_MS)}; ` +
          `${(rate / rateOf(floors)).toFixed(2)} of the bare server; load average ${loadavg()[0]?.toFixed(1) ?? '?'}`,
      );
    } finally {
      load.end();
      bare.end();
    }
  });
}
