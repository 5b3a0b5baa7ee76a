import { connect, createServer, type Socket } from 'node:net';

export type Balancer = {
  readonly port: number;
  /** Cuts every connection that goes through, as a network that fails. */
  cut(): void;
  close(): Promise<void>;
};

/**
 * A TCP balancer on loopback, standing in for the reverse proxy: each connection goes to the first of the ports that
 * answers, beginning with another one each time.
 */
export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  const open = new Set<Socket>();
  let turn = 0;

  const server = createServer({ pauseOnConnect: true }, (client) => {
    open.add(client);
    client.on('close', () => open.delete(client));
    client.on('error', () => client.destroy());
    turn += 1;
    tryNext(
      client,
      ports.map((_, index) => ports[(turn + index) % ports.length] ?? 0),
    );
  });

  function tryNext(client: Socket, [port, ...rest]: readonly number[]): void {
    if (port === undefined) {
      client.destroy();
      return;
    }
    const upstream = connect(port, '127.0.0.1');
    upstream.once('error', () => tryNext(client, rest));
    upstream.once('connect', () => {
      upstream.removeAllListeners('error');
      upstream.on('error', () => client.destroy());
      upstream.on('close', () => client.destroy());
      client.on('close', () => upstream.destroy());
      client.pipe(upstream).pipe(client);
      client.resume();
    });
  }

  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.once('error', reject);
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    resolve(typeof address === 'object' && address !== null ? address.port : 0);
  });
  const cut = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    port: await promise,
    cut,
    async close() {
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      cut();
      await closed.promise;
    },
  };
}
