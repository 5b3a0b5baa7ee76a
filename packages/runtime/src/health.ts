import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
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

const CHECK_TIMEOUT_MS = 2_000;

async function withTimeout(check: ReadinessCheck): Promise<{ name: string; ok: boolean; error?: string }> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no answer in ${CHECK_TIMEOUT_MS} ms`)), CHECK_TIMEOUT_MS);
  try {
    await Promise.race([promise, check.check()]);
    return { name: check.name, ok: true };
  } catch (error) {
    return { name: check.name, ok: false, error: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

/**
 * Answers `/livez` (the process runs), `/readyz` (it can do its work; 503 while stopping) and `/metrics` (Prometheus text).
 * Returns false when the path is none of these, so any HTTP server can ask it first.
 */
export function createHealthHandler(options: HealthOptions) {
  return function handleHealth(request: IncomingMessage, response: ServerResponse): boolean {
    const path = request.url?.split('?', 1)[0];
    if (path === '/livez') {
      sendJson(response, 200, { status: 'ok' });
    } else if (path === '/readyz') {
      void Promise.all(options.checks.map(withTimeout)).then((checks) => {
        const ready =
          !options.stopping() && checks.every((check, index) => check.ok || options.checks[index]?.advisory === true);
        sendJson(response, ready ? 200 : 503, {
          status: ready ? 'ready' : options.stopping() ? 'stopping' : 'not ready',
          installation: options.installation,
          checks,
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

/** Listens, or rejects with the reason (port in use and the like). */
export async function listen(server: Server, port: number, host: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, host, () => {
    server.off('error', reject);
    resolve();
  });
  await promise;
}

/** Stops taking connections, ends idle ones, and waits for the rest. */
export async function closeServer(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeIdleConnections();
  await promise;
}
