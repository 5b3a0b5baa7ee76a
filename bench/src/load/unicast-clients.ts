import { serve } from '../lib/helper.ts';
import { RawSocket } from './raw-socket.ts';

/** Sockets opened at the same time. */
const TOGETHER = 32;

/** Held, so that none is collected. */
const open: RawSocket[] = [];
let texts = 0;

const handlers = {
  /** Opens a socket for each first frame, and waits for its answer. */
  async connect({ port, path, frames }: { port: number; path: string; frames: readonly string[] }): Promise<void> {
    const left = [...frames];
    const one = async (): Promise<void> => {
      for (let frame = left.pop(); frame !== undefined; frame = left.pop()) {
        const answered = Promise.withResolvers<void>();
        const socket = await RawSocket.open({ port, path, localAddress: '127.0.0.1' }, () => {
          texts += 1;
          answered.resolve();
        });
        open.push(socket);
        socket.send(frame);
        await answered.promise;
      }
    };
    await Promise.all(Array.from({ length: TOGETHER }, one));
    texts = 0;
  },
  /** Messages that came since all were connected. */
  async received(): Promise<number> {
    return texts;
  },
};

export type UnicastClients = typeof handlers;
serve(handlers);
