import { setTimeout as sleep } from 'node:timers/promises';
import { machineMs } from '../lib/clock.ts';
import { serve } from '../lib/helper.ts';
import { HttpConnection } from './raw-http.ts';
import { openMany, RawSocket } from './raw-socket.ts';

/** Nothing more comes when nothing came for so long. */
const SILENCE_MS = 10_000;
const SOCKET_PATH = '/connection/websocket';
const UPDATED = Buffer.from('"booking.updated"');
const FORM = 'application/x-www-form-urlencoded';
/** People at the bank, none of whom has money for all. */
const PAYERS = 200;
let lastPayer = 0;
const nextVpa = () => `payer-${(lastPayer += 1) % PAYERS}@docketbank`;

/** A booking that is held, and what it costs. */
export type Due = { readonly token: string; readonly bookingId: string; readonly amount: number };

/** What became of one payment, milliseconds. */
export type Paid = {
  /** From the request to the answer with the buyer's next step. */
  readonly begunMs: number;
  /** From the bank's answer to the buyer, who has paid then, to `CONFIRMED` on the buyer's socket. */
  readonly confirmedMs: number;
};

export type PaymentLoadResult = {
  readonly paid: readonly Paid[];
  readonly missing: number;
  /** From the first request to the last confirmation. */
  readonly seconds: number;
};

const sockets: RawSocket[] = [];
/** When each booking was told to be confirmed. */
const confirmed = new Map<string, number>();
let lastNews = 0;

function onText(payload: Buffer): void {
  if (payload.indexOf(UPDATED) < 0) return;
  const at = machineMs();
  const { data } = (
    JSON.parse(payload.toString()) as { push: { pub: { data: { data: { bookingId: string; status: string } } } } }
  ).push.pub.data;
  lastNews = at;
  if (data.status === 'CONFIRMED' && !confirmed.has(data.bookingId)) confirmed.set(data.bookingId, at);
}

/** Fetched apart, because a form of the bank's belongs to a cookie. */
async function bankForm(bankUrl: string, page: string): Promise<{ readonly cookie: string; readonly token: string }> {
  const response = await fetch(`${bankUrl}${page}`);
  const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
  const token = /name="token" value="([^"]+)"/.exec(await response.text())?.[1] ?? '';
  return { cookie, token };
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}

/** `work` on all, so many at a time. */
async function inLanes<T>(
  items: readonly T[],
  lanes: number,
  work: (item: T, lane: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item, lane);
    }),
  );
}

const connect = (port: number, count: number) =>
  Promise.all(Array.from({ length: count }, () => HttpConnection.open(port)));

function read(answer: { readonly status: number; readonly body: string }, statuses: readonly number[]): string {
  if (!statuses.includes(answer.status)) throw new Error(`${answer.status} ${answer.body}`);
  return answer.body;
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

  /** Pays for each: the intent, the buyer's approval at the bank, then the buyer waits for the socket. So many buyers at a time, each its next when it has heard. */
  async pay(input: {
    apiUrl: string;
    bankUrl: string;
    lanes: number;
    dues: readonly Due[];
  }): Promise<PaymentLoadResult> {
    const [api, bank] = [
      await connect(portOf(input.apiUrl), input.lanes),
      await connect(portOf(input.bankUrl), input.lanes),
    ];
    const paid: Paid[] = [];
    let form: Promise<{ readonly cookie: string; readonly token: string }> | undefined;
    let missing = 0;
    const started = machineMs();
    await inLanes(input.dues, input.lanes, async ({ token, bookingId, amount }, lane) => {
      const [toApi, toBank] = [api[lane], bank[lane]];
      if (toApi === undefined || toBank === undefined) throw new Error('a lane has no connection');
      const body = JSON.stringify({ bookingId, paymentMethod: 'upi', amount, currency: 'INR' });
      const at = machineMs();
      const headers = `Authorization: Bearer ${token}\r\nIdempotency-Key: pay-${bookingId}\r\n`;
      const { redirectUrl } = JSON.parse(read(await toApi.post('/payment/', headers, body), [201])) as {
        redirectUrl: string;
      };
      const begun = machineMs();
      const { pathname } = new URL(redirectUrl);
      form ??= bankForm(input.bankUrl, pathname);
      const own = await form;
      const fields = new URLSearchParams({ token: own.token, vpa: nextVpa() }).toString();
      read(await toBank.post(`${pathname}/upi`, `Cookie: ${own.cookie}\r\n`, fields, FORM), [303]);
      const approved = machineMs();
      lastNews = Math.max(lastNews, approved);
      while (!confirmed.has(bookingId) && machineMs() - lastNews < SILENCE_MS) await sleep(1);
      const told = confirmed.get(bookingId);
      if (told === undefined) missing += 1;
      else paid.push({ begunMs: begun - at, confirmedMs: told - approved });
    });
    const end = Math.max(started, ...confirmed.values());
    for (const each of [...api, ...bank]) each.close();
    return { paid, missing, seconds: (end - started) / 1_000 };
  },

  /** What the bank alone needs for as many: the charge, the approval, and being asked how it stands. @returns seconds */
  async bankAlone(input: { bankUrl: string; key: string; lanes: number; count: number }): Promise<number> {
    const connections = await connect(portOf(input.bankUrl), input.lanes);
    const headers = `Authorization: Bearer ${input.key}\r\n`;
    let form: Promise<{ readonly cookie: string; readonly token: string }> | undefined;
    const started = machineMs();
    await inLanes(
      Array.from({ length: input.count }, (_, n) => `bare-${started}-${n}`),
      input.lanes,
      async (reference, lane) => {
        const to = connections[lane];
        if (to === undefined) throw new Error('a lane has no connection');
        const charge = {
          reference,
          amountMinor: 90_000,
          currency: 'INR',
          method: 'upi',
          description: 'Two seats',
          returnUrl: 'http://127.0.0.1:3000/',
        };
        const made = JSON.parse(read(await to.post('/v1/payments', headers, JSON.stringify(charge)), [201])) as {
          id: string;
        };
        form ??= bankForm(input.bankUrl, `/pay/${made.id}`);
        const own = await form;
        const fields = new URLSearchParams({ token: own.token, vpa: nextVpa() }).toString();
        read(await to.post(`/pay/${made.id}/upi`, `Cookie: ${own.cookie}\r\n`, fields, FORM), [303]);
        read(await to.get(`/v1/payments/${made.id}`, headers), [200]);
      },
    );
    for (const connection of connections) connection.close();
    return (machineMs() - started) / 1_000;
  },
};

export type PaymentLoad = typeof handlers;
serve(handlers);
