import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { serve } from '../lib/helper.ts';

const server = createServer();
const sockets = new WebSocketServer({ server, perMessageDeflate: false });

const handlers = {
  async listen(): Promise<number> {
    const listening = Promise.withResolvers<void>();
    server.listen({ port: 0, host: '127.0.0.1', backlog: 1_024 }, listening.resolve);
    await listening.promise;
    return (server.address() as AddressInfo).port;
  },
  /** What a few lines of code would do: the same text to everybody. */
  async broadcast({ text }: { text: string }): Promise<void> {
    for (const client of sockets.clients) client.send(text);
  },
};

export type WsFloor = typeof handlers;
serve(handlers);
