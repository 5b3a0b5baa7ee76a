import { createServer } from 'node:http';
import { Redis } from 'ioredis';
import { WebSocketServer, type WebSocket } from 'ws';

/**
 * The floor of `gateway-costs`: the least that carries events from Redis to people's sockets. It takes clients at their word, knows each by one
 * map, hears everything on one channel of Redis and passes it on. Nothing is numbered, replayed, limited, pinged or looked after.
 */
const people = new Map<string, WebSocket>();
const server = createServer((_request, response) => response.end('{}'));
const sockets = new WebSocketServer({ server, perMessageDeflate: false, clientTracking: false });
sockets.on('connection', (socket) => {
  socket.once('message', (data: Buffer) => {
    const { id, connect } = JSON.parse(data.toString());
    people.set(connect.user, socket);
    socket.on('close', () => people.delete(connect.user));
    socket.send(JSON.stringify({ id, connect: {} }));
  });
});

// oxlint-disable-next-line node/no-process-env -- a program of its own, set by the bench that starts it
const { REDIS_URL = '', PORT = '' } = process.env;
const redis = new Redis(REDIS_URL);
redis.on('message', (_channel: string, message: string) => {
  const end = message.indexOf('\n');
  people.get(message.slice(0, end))?.send(message.slice(end + 1));
});
await redis.subscribe('everything');
server.listen({ port: Number(PORT), host: '127.0.0.1', backlog: 1_024 });
