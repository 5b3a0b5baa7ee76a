import { setTimeout as sleep } from 'node:timers/promises';
import { machineMs } from '../lib/clock.ts';
import { serve } from '../lib/helper.ts';
import { quantile } from '../lib/stats.ts';
import { HttpConnection } from './raw-http.ts';
import { openMany, RawSocket } from './raw-socket.ts';

/** Nothing more comes when nothing came for so long. */
const SILENCE_MS = 10_000;
const SOCKET_PATH = '/connection/websocket';
const UPDATED = Buffer.from('"booking.updated"');

export type BookingRequest = { readonly token: string; readonly body: string };
export type LoadResult = {
  readonly accepted: number;
  /** Answers other than 202 and 200, by status. */
  readonly turnedAway: Readonly<Record<string, number>>;
  /** What the sockets said came of those accepted. */
  readonly held: number;
  readonly refused: number;
  readonly missing: number;
  /** From the first request to the last answer, and to the last decision on a socket, seconds. */
  readonly acceptSeconds: number;
  readonly seconds: number;
  readonly acceptMs: readonly [p50: number, p99: number];
  /** From the request to the decision on the socket. */
  readonly decidedMs: readonly [p50: number, p99: number];
};

const sockets: RawSocket[] = [];
/** Decisions by booking, as the sockets tell. */
const decided = new Map<string, { readonly status: string; readonly at: number }>();
let lastNews = 0;

function onText(payload: Buffer): void {
  if (payload.indexOf(UPDATED) < 0) return;
  const at = machineMs();
  // One frame may hold several replies; pushes come alone.
  const { data } = (
    JSON.parse(payload.toString()) as { push: { pub: { data: { data: { bookingId: string; status: string } } } } }
  ).push.pub.data;
  lastNews = at;
  if (!decided.has(data.bookingId)) decided.set(data.bookingId, { status: data.status, at });
}

const handlers = {
  /** A socket for each of the users. */
  async listen({ port, tokens }: { port: number; tokens: readonly string[] }): Promise<void> {
    await openMany(tokens.length, 50, async (index) => {
      const connected = Promise.withResolvers<void>();
      const socket = await RawSocket.open({ port, path: SOCKET_PATH, localAddress: '127.0.0.2' }, (payload) => {
        connected.resolve();
        onText(payload);
      });
      socket.send(JSON.stringify({ id: 1, connect: { token: tokens[index] } }));
      await connected.promise;
      sockets.push(socket);
    });
  },

  /** Sends all requests over so many connections, each its next as soon as it has an answer, and waits for the sockets. */
  async book(input: {
    port: number;
    connections: number;
    path: string;
    requests: readonly BookingRequest[];
  }): Promise<LoadResult> {
    const connections = await Promise.all(
      Array.from({ length: input.connections }, () => HttpConnection.open(input.port)),
    );
    const sent = new Map<string, number>();
    const acceptMs: number[] = [];
    const turnedAway: Record<string, number> = {};
    let next = 0;
    const started = machineMs();
    await Promise.all(
      connections.map(async (connection) => {
        for (let request = input.requests[next++]; request !== undefined; request = input.requests[next++]) {
          const headers = `Authorization: Bearer ${request.token}\r\nIdempotency-Key: ${next}-${started}\r\n`;
          const at = machineMs();
          const { status, body } = await connection.post(input.path, headers, request.body);
          if (status === 202 || status === 200) {
            acceptMs.push(machineMs() - at);
            sent.set((JSON.parse(body) as { bookingId: string }).bookingId, at);
          } else {
            turnedAway[status] = (turnedAway[status] ?? 0) + 1;
          }
        }
      }),
    );
    const answered = machineMs();
    lastNews = Math.max(lastNews, answered);
    const isMissing = (id: string): boolean => !decided.has(id);
    let missing = [...sent.keys()].filter(isMissing);
    while (missing.length > 0 && machineMs() - lastNews < SILENCE_MS) {
      await sleep(5);
      missing = missing.filter(isMissing);
    }
    for (const connection of connections) connection.close();
    const outcomes = [...sent].flatMap(([id, at]) => {
      const outcome = decided.get(id);
      return outcome === undefined ? [] : [{ status: outcome.status, ms: outcome.at - at, at: outcome.at }];
    });
    const times = outcomes.map(({ ms }) => ms);
    const end = outcomes.reduce((latest, { at }) => Math.max(latest, at), answered);
    return {
      accepted: sent.size,
      turnedAway,
      held: outcomes.filter(({ status }) => status === 'HELD').length,
      refused: outcomes.filter(({ status }) => status === 'REFUSED').length,
      missing: missing.length,
      acceptSeconds: (answered - started) / 1_000,
      seconds: (end - started) / 1_000,
      acceptMs: [quantile(acceptMs, 0.5), quantile(acceptMs, 0.99)],
      decidedMs: [quantile(times, 0.5), quantile(times, 0.99)],
    };
  },
};

export type BookingLoad = typeof handlers;
serve(handlers);
