import type { Server } from 'node:http';
import { closeServer } from '@docket/runtime/health';

/**
 * Takes no new connections, lets requests under way finish, and cuts what is left after `graceMs`:
 * slow uploads, and connections on which nothing was ever asked.
 */
export async function stopServer(server: Server, graceMs: number): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  try {
    await closeServer(server);
  } finally {
    clearTimeout(cut);
  }
}
