import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { commandLine, endChild, spawnChild } from '@docket/runtime/embedded/process';
import { freePort } from '@docket/runtime/embedded/ports';
import { inheritedEnvironment } from '@docket/runtime/env';
import { spawnService } from '@docket/testing/service';
import { waitFor } from '@docket/testing/wait';
import { descendants, listProcesses, memoryOf, type ProcessInfo } from '../lib/processes.ts';
import { machine, printTable } from '../lib/report.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const BUDGET_MIB = 400;
/** V8 gives back what starting took only after a while of doing nothing. */
const SETTLE_MS = 20_000;
/** In the budget, which is as old as these; the others are listed beside them. */
const BUDGETED = ['api', 'realtime', 'worker'] as const;
const SERVICES = [...BUDGETED, 'webhooks', 'bank'] as const;

type Memory = { readonly processes: number; readonly pss: number; readonly rss: number };

async function memoryOfAll(pids: readonly number[]): Promise<Memory> {
  const total = { processes: 0, pss: 0, rss: 0 };
  for (const pid of pids) {
    // One that ended meanwhile holds nothing.
    const [pss, rss] = await Promise.all([memoryOf(pid, 'Pss'), memoryOf(pid, 'Rss')]).catch(() => [0, 0] as const);
    if (rss === 0) continue;
    total.processes += 1;
    total.pss += pss;
    total.rss += rss;
  }
  return total;
}

function row(name: string, { processes, pss, rss }: Memory): string[] {
  return [name, String(processes), (pss / 2 ** 20).toFixed(0), (rss / 2 ** 20).toFixed(0)];
}

/** A whole instance as `npm start` makes it, on a data directory of its own. */
async function withInstance<T>(
  work: (pid: number, instance: { databaseUrl: string; redisUrl: string }) => Promise<T>,
): Promise<T> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'docket-idle-'));
  const file = path.join(dataDir, 'instance.json');
  const child = spawnChild(process.execPath, ['apps/cli/src/main.ts', 'start'], {
    cwd: ROOT,
    env: { ...inheritedEnvironment(), DOCKET_DATA_DIR: dataDir },
    signalWhenParentDies: 'SIGTERM',
  });
  let out = '';
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  try {
    await waitFor(
      'the instance',
      () => {
        if (child.exitCode !== null) throw new Error(`it ended:\n${out}`);
        return out.includes('docket ready') && existsSync(file);
      },
      { timeoutMs: 150_000, everyMs: 100 },
    );
    // What apps/cli writes once everything runs.
    const instance = JSON.parse(readFileSync(file, 'utf8')) as { databaseUrl: string; redisUrl: string };
    return await work(child.pid ?? 0, instance);
  } finally {
    await endChild(child, 'SIGTERM', 40_000);
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** What an installation holds when nobody uses it. */
export async function run(): Promise<void> {
  console.log(
    `Method: \`npm start\` on an empty data directory (all areas in one worker), and a second worker for bookings alone; ${SETTLE_MS / 1_000} s after all are ready,`,
  );
  console.log(
    'Pss and Rss of /proc/<pid>/smaps_rollup. Pss counts what processes share by share, so it can be added up.',
  );
  console.log(`Machine: ${machine()}\n`);
  await withInstance(async (pid, { databaseUrl, redisUrl }) => {
    const secrets = { REALTIME_JWT_SECRET: 'x'.repeat(32) };
    const port = await freePort();
    const booking = await spawnService('apps/worker/src/main.ts', {
      port,
      timeoutMs: 60_000,
      env: {
        ...secrets,
        NODE_ENV: 'production',
        DATABASE_URL: databaseUrl,
        REDIS_URL: redisUrl,
        WORKER_AREAS: 'booking',
        WORKER_PORT: String(port),
      },
    });
    try {
      await sleep(SETTLE_MS);
      const all = await listProcesses();
      const below = descendants(all, pid);
      const found = new Map<string, number[]>();
      const put = (name: string, each: ProcessInfo): void =>
        void found.set(name, [...(found.get(name) ?? []), each.pid]);
      const services = below.flatMap((each) => {
        const name = SERVICES.find((service) => commandLine(each.pid).includes(`apps/${service}/src/main.ts`));
        return name === undefined ? [] : [{ name, each }];
      });
      for (const { name, each } of services) put(name, each);
      for (const { name, each } of services)
        for (const box of descendants(all, each.pid)) put(`${name}: warm boxes`, box);
      const known = new Set([...found.values()].flat());
      for (const each of below) {
        if (known.has(each.pid)) continue;
        const command = commandLine(each.pid);
        put(/postgres/i.test(command) ? 'postgres' : /redis/i.test(command) ? 'redis' : 'other', each);
      }
      const rows = [['', 'processes', 'PSS MiB', 'RSS MiB']];
      for (const [name, pids] of found) rows.push(row(name, await memoryOfAll(pids)));
      rows.push(row('npm start itself', await memoryOfAll([pid])));
      const ours = await memoryOfAll(BUDGETED.flatMap((name) => found.get(name) ?? []));
      const everything = await memoryOfAll(SERVICES.flatMap((name) => found.get(name) ?? []));
      rows.push(row('api, worker and realtime together', ours));
      rows.push(row('with webhooks and the bank', everything));
      rows.push(row('a worker for bookings alone', await memoryOfAll([booking.pid])));
      printTable(rows);
      const mib = ours.pss / 2 ** 20;
      console.log(
        `\nBudget: api, worker and realtime together ${BUDGET_MIB} MiB: ${mib.toFixed(0)} MiB PSS, ${mib <= BUDGET_MIB ? 'kept' : 'MISSED'}`,
      );
    } finally {
      await booking.kill();
    }
  });
}
