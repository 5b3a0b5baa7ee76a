import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** An engine's socket that can go away and come back, while the engine itself goes on serving others. */
export type EngineProxy = {
  readonly path: string;
  /** Ends all connections; nobody answers from now on, as when the engine's process was killed. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
};

export async function openEngineProxy(path: string, engine: string): Promise<EngineProxy> {
  let server: Server | undefined;
  const open = new Set<Socket>();

  async function comeBack(): Promise<void> {
    await rm(path, { force: true });
    server = createServer((near) => {
      const far = connect(engine);
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        open.add(from);
        from.pipe(to);
        from.on('error', () => to.destroy()).on('close', () => (open.delete(from), to.destroy()));
      }
    }).listen(path);
    await once(server, 'listening');
  }

  await comeBack();
  return {
    path,
    comeBack,
    async goAway() {
      const closed = server && once(server, 'close');
      server?.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
