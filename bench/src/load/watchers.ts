import { setTimeout as sleep } from 'node:timers/promises';
import { machineMs } from '../lib/clock.ts';
import { serve } from '../lib/helper.ts';
import { openMany, RawSocket } from './raw-socket.ts';

export type OpenWatchers = {
  readonly port: number;
  readonly path: string;
  /** Tokens to connect with, in turn; none for a server without login. */
  readonly tokens: readonly string[];
  readonly channel: string | null;
  readonly count: number;
};
/** A frame that all of them should have got: its text, and when it came to each (ms of the machine's clock). */
export type SeenFrame = { readonly text: string; readonly arrivals: Float64Array };

/** Client addresses: each has ephemeral ports of its own. */
const ADDRESSES = Array.from({ length: 8 }, (_, n) => `127.0.0.${n + 10}`);
/** Nothing more comes when nothing came for so long. */
const SILENCE_MS = 10_000;
const P = 'p'.charCodeAt(0);
const OFFSET = /"offset":(\d+)\}{3}$/;

let sockets: RawSocket[] = [];
let frames: { text: string; arrivals: number[] }[] = [];
/** How many frames each socket has had since `begin`. */
let counts: number[] = [];
let lastNews = 0;

function onPush(index: number, payload: Buffer): void {
  const nth = counts[index] ?? 0;
  counts[index] = nth + 1;
  const at = machineMs();
  lastNews = at;
  let frame = frames[nth];
  if (frame === undefined) {
    frame = { text: payload.toString(), arrivals: [] };
    frames[nth] = frame;
  }
  frame.arrivals.push(at);
}

const handlers = {
  async open(input: OpenWatchers): Promise<void> {
    await openMany(input.count, 200, async (index) => {
      const ready = Promise.withResolvers<void>();
      let awaited = input.tokens.length === 0 ? 0 : 2;
      const localAddress = ADDRESSES[index % ADDRESSES.length] ?? '127.0.0.1';
      const socket = await RawSocket.open({ port: input.port, path: input.path, localAddress }, (payload) => {
        // `{"push":…`; everything else is a reply.
        if (payload[2] === P) onPush(index, payload);
        else if (--awaited === 0) ready.resolve();
      });
      sockets.push(socket);
      if (awaited === 0) return;
      socket.send(JSON.stringify({ id: 1, connect: { token: input.tokens[index % input.tokens.length] } }));
      socket.send(JSON.stringify({ id: 2, subscribe: { channel: input.channel } }));
      await ready.promise;
    });
  },

  async begin(): Promise<void> {
    frames = [];
    counts = sockets.map(() => 0);
    lastNews = machineMs();
  },

  /**
   * Waits until every socket has had the frame with this offset, or nothing comes any more. `missing`: how many frames that
   * one of them had and others had not, all in all; everybody's, when nobody had the last one.
   */
  async collect({ upTo }: { upTo: number }): Promise<{ frames: SeenFrame[]; missing: number; closed: number }> {
    lastNews = machineMs();
    const isLast = ({ text }: { text: string }): boolean => OFFSET.exec(text)?.[1] === String(upTo);
    const isComplete = (): boolean => {
      const last = frames.at(-1);
      return last !== undefined && last.arrivals.length === sockets.length && isLast(last);
    };
    while (!isComplete() && machineMs() - lastNews < SILENCE_MS) await sleep(10);
    const behind = frames.reduce((sum, { arrivals }) => sum + sockets.length - arrivals.length, 0);
    return {
      frames: frames.map(({ text, arrivals }) => ({ text, arrivals: Float64Array.from(arrivals) })),
      missing: frames.some(isLast) ? behind : sockets.length,
      closed: sockets.filter((socket) => !socket.isOpen).length,
    };
  },

  async close(): Promise<void> {
    for (const socket of sockets) socket.close();
    sockets = [];
  },
};

export type Watchers = typeof handlers;
serve(handlers);
