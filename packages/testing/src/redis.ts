import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRedis } from '@docket/runtime/embedded/redis';
import { freePort } from '@docket/runtime/embedded/ports';

export type TestRedis = {
  readonly url: string;
  readonly port: number;
  /** Of the server running now; changes with a restart. */
  pid(): number;
  /** SIGKILL, as a crash. The port stays reserved for `restart`. */
  kill(): Promise<void>;
  /** Ordered stop: connections are closed, the append-only file is synced. */
  stop(): Promise<void>;
  /** Up again on the same port. `empty` forgets everything, as a server without persistence would. */
  restart(options?: { readonly empty?: boolean }): Promise<void>;
  /** SIGSTOP: connections stay open and nothing is answered. */
  pause(): void;
  /** SIGCONT. */
  resume(): void;
  /** Ends the server and removes its files. */
  dispose(): Promise<void>;
};

/**
 * A private redis-server for one test file, on a free port of loopback.
 * @param replicaOf the server it follows, on the port on which it is to find it (its own, or that of a balancer that can be cut)
 */
export async function startTestRedis(replicaOf?: {
  readonly server: TestRedis;
  readonly port: number;
}): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'docket-test-redis-'));
  const port = await freePort();
  const leader = replicaOf === undefined ? undefined : decodeURIComponent(new URL(replicaOf.server.url).password);
  const password = leader ?? randomUUID();
  const dir = join(folder, 'data');
  const settings = replicaOf === undefined ? [] : [`replicaof 127.0.0.1 ${replicaOf.port}`, `masterauth ${password}`];
  const start = () => startRedis({ dir, port, password, settings });
  let server = await start();
  return {
    url: server.url,
    port,
    pid: () => server.pid,
    kill: () => server.kill(),
    stop: () => server.stop(),
    restart: async (options = {}) => {
      await server.stop();
      if (options.empty === true) await rm(dir, { recursive: true, force: true });
      server = await start();
    },
    pause: () => void process.kill(server.pid, 'SIGSTOP'),
    resume: () => void process.kill(server.pid, 'SIGCONT'),
    dispose: async () => {
      await server.kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
