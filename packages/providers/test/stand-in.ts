import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

export type Asked = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
};
export type Answer = {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

/** What goes wrong with the next order (POST); questions are answered as they are. */
export type Fault =
  /** It fails before anything is done. */
  | { readonly kind: 'error' }
  /** It is done, and the answer is a fault. */
  | { readonly kind: 'error after' }
  /** Nothing is done, and the answer is a fault that is kept with the key of the order, where the provider keeps such. */
  | { readonly kind: 'error kept' }
  /** It is done, and nobody hears of it. */
  | { readonly kind: 'cut' }
  /** It is done, and the answer is late. */
  | { readonly kind: 'slow'; readonly ms: number };

export type StandIn = {
  readonly url: string;
  /** In the order in which they came: method and path. */
  readonly orders: string[];
  readonly fault: (fault: Fault) => void;
  readonly stop: () => Promise<void>;
};

/** A server that stands for a provider's, on a free port. @param answer what the provider would say, if it does not fail in this way */
export async function startStandIn(
  answer: (asked: Asked, fault: 'error after' | 'error kept' | undefined) => Answer,
  fail: () => Answer,
): Promise<StandIn> {
  const faults: Fault[] = [];
  const orders: string[] = [];

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stand-in');
    const { method = 'GET', headers } = request;
    const asked = {
      method,
      path: pathname,
      query: searchParams,
      headers,
      body: Buffer.concat(chunks).toString('utf8'),
    };
    if (method === 'POST') orders.push(`${method} ${pathname}`);
    const fault = method === 'POST' ? faults.shift() : undefined;
    const said = fault?.kind === 'error' ? fail() : answer(asked, whichOf(fault));
    if (fault?.kind === 'slow') await pause(fault.ms);
    if (fault?.kind === 'cut') response.destroy();
    else {
      response.writeHead(said.status, { 'content-type': 'application/json', ...said.headers });
      response.end(typeof said.body === 'string' ? said.body : JSON.stringify(said.body));
    }
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    orders,
    fault: (fault) => void faults.push(fault),
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function whichOf(fault: Fault | undefined): 'error after' | 'error kept' | undefined {
  return fault?.kind === 'error after' || fault?.kind === 'error kept' ? fault.kind : undefined;
}
