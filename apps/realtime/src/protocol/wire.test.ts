import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { textFrame, textOf } from './wire.ts';

const server = createServer();
const wss = new WebSocketServer({ noServer: true });
let client: WebSocket;
let socket: Duplex;

beforeAll(async () => {
  const upgraded = once(server, 'upgrade');
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  client = new WebSocket(`ws://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, {
    perMessageDeflate: false,
  });
  const [request, stream, head] = await upgraded;
  socket = stream;
  wss.handleUpgrade(request, stream, head, () => undefined);
  await once(client, 'open');
});

afterAll(() => {
  client.terminate();
  server.close();
});

test.each([0, 1, 125, 126, 65_535, 65_536, 200_000])('a text of %i bytes arrives as one message', async (length) => {
  const text = 'é'.repeat(Math.floor(length / 2)) + (length % 2 === 1 ? 'x' : '');
  socket.write(textFrame(Buffer.from(text)));
  const [data, isBinary] = await once(client, 'message');
  expect(isBinary).toBe(false);
  expect(String(data)).toBe(text);
  expect(textOf(textFrame(Buffer.from(text)))).toBe(text);
});

test('a frame has memory of its own', () => {
  const chunk = Buffer.alloc(64 * 1024, 'x');
  expect(textFrame(chunk.subarray(10, 20)).buffer.byteLength).toBe(12);
});
