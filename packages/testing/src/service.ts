import { fileURLToPath } from 'node:url';
import { endChild, exited, spawnChild, type RunAs } from '@docket/runtime/embedded/process';
import { inheritedEnvironment } from '@docket/runtime/env';
import { waitFor } from './wait.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** Services are started hundreds of times in a run, and a third of what a start computes is compiling the same files. */
const COMPILED = fileURLToPath(new URL('../../../.docket/compiled', import.meta.url));
const KEEP_COMPILED = new URL('keep-compiled.mjs', import.meta.url).href;

export type SpawnedService = {
  readonly pid: number;
  /** Base address of its `/readyz`. */
  readonly url: string;
  /** Everything it has printed so far. */
  logs(): string;
  /** Printed lines that are JSON, parsed. */
  logLines(): readonly Readonly<Record<string, unknown>>[];
  /** Sends a signal without waiting. */
  signal(signal: NodeJS.Signals): void;
  /** SIGKILL, and waits for the end. */
  kill(): Promise<void>;
  /** SIGTERM, and waits up to `graceMs` (default 15 s) for the end. */
  terminate(graceMs?: number): Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
};

export type SpawnOptions = {
  readonly env: Readonly<Record<string, string>>;
  /** Port of its `/readyz`: API_PORT of the api, REALTIME_PORT of realtime, WORKER_PORT of the worker. */
  readonly port: number;
  readonly timeoutMs?: number;
  /** What it is waited for: by default that it is ready; `/readyz?exclude=redis` without that server, `/livez` for one that is not meant to be. */
  readonly path?: '/livez' | `/readyz${string}`;
  /** Another user, where the tests run as root. */
  readonly runAs?: RunAs | undefined;
};

function parseLine(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Runs a service's entry point (`apps/api/src/main.ts`) as its own process, as production does, and waits until it is ready.
 * The process ends with the test process, however that ends.
 * @throws with its output when it ends or is not ready in time.
 */
export async function spawnService(entry: string, options: SpawnOptions): Promise<SpawnedService> {
  const env = {
    ...inheritedEnvironment(),
    NODE_COMPILE_CACHE: COMPILED,
    NODE_ENV: 'test',
    TZ: 'UTC',
    ...options.env,
  };
  const child = spawnChild(process.execPath, ['--import', KEEP_COMPILED, entry], {
    cwd: ROOT,
    env,
    runAs: options.runAs,
    signalWhenParentDies: 'SIGKILL',
  });
  let output = '';
  const add = (chunk: Buffer): void => {
    output += chunk.toString('utf8');
  };
  child.stdout?.on('data', add);
  child.stderr?.on('data', add);
  const url = `http://127.0.0.1:${options.port}`;
  try {
    await waitFor(
      `${entry} ready`,
      async () => {
        if (child.exitCode !== null || child.signalCode !== null) return 'ended' as const;
        const response = await fetch(`${url}${options.path ?? '/readyz'}`);
        return response.ok && ('ready' as const);
      },
      { timeoutMs: options.timeoutMs ?? 20_000, everyMs: 30 },
    );
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined)
      throw new Error(`${entry} ended at its start`);
  } catch (error) {
    await endChild(child, 'SIGKILL', 0);
    throw new Error(`${entry} did not start:\n${output}`, { cause: error });
  }
  return {
    pid: child.pid,
    url,
    logs: () => output,
    logLines: () =>
      output
        .split('\n')
        .map(parseLine)
        .filter((line) => line !== undefined),
    signal: (signal) => void child.kill(signal),
    kill: () => endChild(child, 'SIGKILL', 0),
    terminate: async (graceMs = 15_000) => {
      await endChild(child, 'SIGTERM', graceMs);
      return exited(child);
    },
  };
}
