import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { closeAfterAnswers } from '@docket/runtime/last-answers';
import { answerProblem } from './answers.ts';

export type ServerOptions = {
  readonly take: (provider: string, request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Answers `/livez`, `/readyz` and `/metrics`; false for anything else. */
  readonly health: (request: IncomingMessage, response: ServerResponse) => boolean;
  readonly stopping: () => boolean;
  readonly onFault: (error: unknown) => void;
  readonly limits?: Partial<Limits>;
};

/** What one sender may take of our time and memory, ms and connections. */
export type Limits = {
  /** Until the headers are there, from the connection on. */
  readonly headersMs: number;
  /** Until all of a request is there. */
  readonly requestMs: number;
  readonly idleMs: number;
  readonly connections: number;
};

const LIMITS: Limits = { headersMs: 5_000, requestMs: 10_000, idleMs: 65_000, connections: 1_000 };
const HEADER_BYTES = 16 * 1024;

const PATH = /^\/webhooks\/([^/?]+)\/?(?:\?.*)?$/;

/** The one address that takes calls, and those that tell how it goes. It knows neither cookies nor CORS: no browser has any business here. */
export function createServer({ take, health, stopping, onFault, limits: given = {} }: ServerOptions): Server {
  const limits = { ...LIMITS, ...given };
  const server = createHttpServer(
    {
      maxHeaderSize: HEADER_BYTES,
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      keepAliveTimeout: limits.idleMs,
      connectionsCheckingInterval: Math.min(1_000, limits.headersMs),
      noDelay: true,
    },
    (request, response) => {
      const provider = PATH.exec(request.url ?? '')?.[1];
      if (provider === undefined) {
        if (!(request.method === 'GET' && health(request, response))) answerProblem(response, 'not_found');
      } else if (request.method === 'POST') {
        // It answers for everything that may go wrong; a fault of its own is one that the sender may come again for.
        take(provider, request, response).catch((error: unknown) => {
          onFault(error);
          answerProblem(response, 'unavailable');
        });
      } else {
        answerProblem(response, 'method_not_allowed');
      }
    },
  );
  closeAfterAnswers(server, stopping);
  server.maxConnections = limits.connections;
  return server;
}
