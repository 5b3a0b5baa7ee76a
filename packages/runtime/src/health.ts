import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Registry } from './metrics.ts';

/** A named question with a yes or a thrown reason, asked on each `/readyz`. */
export type ReadinessCheck = {
  readonly name: string;
  readonly check: () => Promise<void> | void;
  /** Reported, but its failure does not make the service unready. */
  readonly advisory?: boolean;
};

export type HealthOptions = {
  /** Whose process this is, for whoever started it on a port that others may have as well. */
  readonly installation?: string | undefined;
  readonly stopping: () => boolean;
  readonly checks: readonly ReadinessCheck[];
  readonly metrics: Registry;
};

/** Within which a check must answer; checks that ask a server give up a little earlier, so that they say why. */
const CHECK_TIMEOUT_MS = 2_000;
export const PING_MS = 1_800;

type Checked = { readonly name: string; readonly ok: boolean; readonly error?: string };

/**
 * Asks a check, once at a time: one that hangs is not asked again, so whoever looks every second cannot use up the connections that
 * hang with it.
 */
function createAsking(check: ReadinessCheck): () => Promise<Checked> {
  let asked: Promise<void> | undefined;
  // A check that throws at once ends before it is noted here; it is forgotten only after that.
  const ask = async (): Promise<void> => check.check();
  const forget = (): void => {
    asked = undefined;
  };
  return async function answer() {
    const { promise, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Error(`no answer in ${CHECK_TIMEOUT_MS} ms`)), CHECK_TIMEOUT_MS);
    try {
      asked ??= ask().finally(forget);
      await Promise.race([promise, asked]);
      return { name: check.name, ok: true };
    } catch (error) {
      return { name: check.name, ok: false, error: error instanceof Error ? error.message : String(error) };
    } finally {
      clearTimeout(timer);
    }
  };
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

/** Names in `?exclude=redis,postgres`: for a balancer that is to go on sending requests while that server is away. */
function excluded(url: string | undefined): ReadonlySet<string> {
  const query = new URLSearchParams(url?.split('?')[1] ?? '');
  return new Set(query.getAll('exclude').flatMap((names) => names.split(',')));
}

/**
 * Answers `/livez` (the process runs), `/readyz` (it can do all of its work; 503 with the reasons when not, and while stopping) and
 * `/metrics` (Prometheus text). Returns false when the path is none of these, so any HTTP server can ask it first.
 */
export function createHealthHandler(options: HealthOptions) {
  const checks = options.checks.map(createAsking);
  return function handleHealth(request: IncomingMessage, response: ServerResponse): boolean {
    const path = request.url?.split('?', 1)[0];
    if (options.stopping()) response.setHeader('connection', 'close');
    if (path === '/livez') {
      sendJson(response, 200, { status: 'ok' });
    } else if (path === '/readyz') {
      void Promise.all(checks.map((check) => check())).then((answers) => {
        const without = excluded(request.url);
        const able = answers.every(
          (answer, at) => answer.ok || without.has(answer.name) || options.checks[at]?.advisory === true,
        );
        // Asked before the stop, answered after: this answer is the one that says so.
        if (options.stopping()) response.setHeader('connection', 'close');
        const ready = able && !options.stopping();
        sendJson(response, ready ? 200 : 503, {
          status: options.stopping() ? 'stopping' : ready ? 'ready' : 'not ready',
          installation: options.installation,
          checks: answers,
        });
      });
    } else if (path === '/metrics') {
      void options.metrics.metrics().then(
        (text) => {
          response.writeHead(200, { 'content-type': options.metrics.contentType });
          response.end(text);
        },
        () => sendJson(response, 500, { status: 'metrics failed' }),
      );
    } else {
      return false;
    }
    return true;
  };
}

/** A server for processes that have no other HTTP. */
export async function startHealthServer(
  options: HealthOptions & { readonly host: string; readonly port: number },
): Promise<Server> {
  const handle = createHealthHandler(options);
  const server = createServer((request, response) => {
    if (!handle(request, response)) sendJson(response, 404, { status: 'not found' });
  });
  await listen(server, options.port, options.host);
  return server;
}

/**
 * Listens, or rejects with the reason (port in use and the like). Once it listens, an accept that fails (no descriptor left) fails
 * for that connection alone.
 */
export async function listen(server: Server, port: number, host: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, host, () => {
    server.off('error', reject);
    server.on('error', () => undefined);
    resolve();
  });
  await promise;
}

/** No new connection for so long: there was none left to accept, and what came on the last has been read. */
const QUIET_MS = 20;
const LONGEST_WAIT_MS = 500;

/** Connections that the kernel has made and nobody has accepted yet would be reset by a close, and with them what was asked on them. */
async function acceptWhatWaits(server: Server): Promise<void> {
  let accepted = 0;
  const count = (): void => void (accepted += 1);
  server.on('connection', count);
  const deadline = performance.now() + LONGEST_WAIT_MS;
  for (let before = -1; before !== accepted && performance.now() < deadline;) {
    before = accepted;
    await sleep(QUIET_MS);
  }
  server.off('connection', count);
}

/** Takes in the connections that are made already and no more, ends idle ones, and waits for the rest. */
export async function closeServer(server: Server): Promise<void> {
  await acceptWhatWaits(server);
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeIdleConnections();
  await promise;
}
