import { once } from 'node:events';
import { createServer } from 'node:net';

/** Listens for a moment and says on which port. @throws where the port is taken. */
async function tryPort(port: number, host: string): Promise<number> {
  const server = createServer();
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('the kernel gave no port');
  return address.port;
}

/** True when a server could listen there now. */
export async function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return tryPort(port, host).then(
    () => true,
    () => false,
  );
}

/** A port nobody listens on. The kernel hands out another each time, so a race with a neighbour is unlikely, not impossible. */
export function freePort(host = '127.0.0.1'): Promise<number> {
  return tryPort(0, host);
}

/** `wanted` if it is free, otherwise the next free one above it that is not in `taken`, otherwise any. */
export async function freePortNear(
  wanted: number,
  host = '127.0.0.1',
  taken: ReadonlySet<number> = new Set(),
): Promise<number> {
  for (let port = wanted; port < wanted + 50 && port <= 65_535; port += 1) {
    if (!taken.has(port) && (await isFree(port, host))) return port;
  }
  return freePort(host);
}
