import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came. */
export type Received = { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: string };

export type StandInAnswer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

export type HttpStandIn = {
  readonly origin: string;
  readonly received: readonly Received[];
  close(): Promise<void>;
};

/** Whoever is called, on this machine. @param answer of each request; 204 where it says nothing */
export async function startStandIn(
  answer: (request: Received) => StandInAnswer | undefined | Promise<StandInAnswer | undefined> = () => undefined,
): Promise<HttpStandIn> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
      const one = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() };
      received.push(one);
      const { status, headers, body } = (await answer(one)) ?? { status: 204 };
      response.writeHead(status, headers).end(body);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
