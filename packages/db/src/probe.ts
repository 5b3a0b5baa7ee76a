import { connect, type NetConnectOpts } from 'node:net';
import { addressTrouble, hostAndPort } from '@docket/runtime/address-trouble';

/** `SSLRequest` of the protocol: any Postgres answers it with one letter, before it asks who we are. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

type Place = { readonly where: string; readonly options: NetConnectOpts };

function placeOf(databaseUrl: string): Place {
  const url = new URL(databaseUrl);
  const { host, port, where } = hostAndPort(url, 5432);
  const folder = url.searchParams.get('host') ?? decodeURIComponent(host);
  if (!folder.startsWith('/')) return { where, options: { host, port } };
  const path = `${folder}/.s.PGSQL.${port}`;
  return { where: path, options: { path } };
}

/**
 * Asks whether a Postgres answers at an address, without logging in and without its driver.
 * @returns undefined when one does, else why not
 */
export async function probePostgres(databaseUrl: string, timeoutMs: number): Promise<string | undefined> {
  const { where, options } = placeOf(databaseUrl);
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const socket = connect(options);
  // What waits for a line, as Redis and HTTP do, gives itself away when one comes; a Postgres has answered by then.
  const nudge = setTimeout(() => socket.writable && socket.write('\r\nPING\r\n\r\n'), timeoutMs / 2);
  const timer = setTimeout(() => resolve(`${where} does not answer`), timeoutMs);
  socket.on('connect', () => socket.write(SSL_REQUEST));
  socket.once('data', (answer) =>
    resolve(/^[SNE]/.test(answer.toString('latin1', 0, 1)) ? undefined : `what answers at ${where} is no Postgres`),
  );
  socket.on('error', (error) => resolve(addressTrouble(error, where) ?? `${where}: ${error.message}`));
  socket.on('end', () => resolve(`what answers at ${where} is no Postgres`));
  try {
    return await promise;
  } finally {
    clearTimeout(nudge);
    clearTimeout(timer);
    socket.destroy();
  }
}
