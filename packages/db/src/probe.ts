import { connect, type NetConnectOpts, type Socket } from 'node:net';
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
  const stranger = `what answers at ${where} is no Postgres`;
  let second: Socket | undefined;
  // Redis and web servers wait for the end of a line, and say something to one; a Postgres has answered long before.
  const nudge = setTimeout(() => {
    second = connect(options, () => second?.write('PING\r\n\r\n'))
      .once('data', () => resolve(stranger))
      .on('error', () => undefined);
  }, timeoutMs / 2);
  const timer = setTimeout(() => resolve(`${where} does not answer`), timeoutMs);
  socket.on('connect', () => socket.write(SSL_REQUEST));
  socket.once('data', (answer) => resolve(/^[SNE]/.test(answer.toString('latin1', 0, 1)) ? undefined : stranger));
  socket.on('error', (error) => resolve(addressTrouble(error, where) ?? `${where}: ${error.message}`));
  socket.on('end', () => resolve(stranger));
  try {
    return await promise;
  } finally {
    clearTimeout(nudge);
    clearTimeout(timer);
    socket.destroy();
    second?.destroy();
  }
}
