import { readFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createInstallation, type Installation } from '../src/installation.ts';
import { createTestDatabase } from '../src/database.ts';
import type { SpawnedService } from '../src/service.ts';
import { waitFor } from '../src/wait.ts';

let docket: Installation;
beforeAll(async () => {
  docket = await createInstallation(await createTestDatabase());
});
afterAll(() => docket.dispose());

const KINDS = ['api', 'realtime'] as const;

/** A connection on which something is asked; settles with what comes until its end. */
async function ask(service: SpawnedService, path: string): Promise<{ socket: Socket; answer: Promise<string> }> {
  const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString('latin1')));
  const answer = new Promise<string>((resolve) => {
    socket.on('error', (error) => resolve(`${text}${error.message}`));
    socket.on('close', () => resolve(text));
  });
  await once(socket, 'connect');
  socket.write(`GET ${path} HTTP/1.1\r\nHost: docket\r\n\r\n`);
  return { socket, answer };
}

test.each(KINDS)('%s answers every connection that was made before it closes', async (kind) => {
  const service = await docket.start(kind);
  // While it stands still the kernel makes connections for it, and the signal to stop comes as well.
  service.signal('SIGSTOP');
  const asked = await Promise.all(Array.from({ length: 20 }, () => ask(service, '/livez')));
  service.signal('SIGTERM');
  service.signal('SIGCONT');
  const answers = await Promise.all(asked.map(({ answer }) => answer));
  for (const answer of answers) expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(await service.terminate()).toEqual({ code: 0, signal: null });
});

test.each(KINDS)('%s announces that it stops and goes on taking connections meanwhile', async (kind) => {
  const service = await docket.start(kind, { STOP_ANNOUNCE_SECONDS: '1' });
  service.signal('SIGTERM');
  const stopping = await waitFor('the announcement', async () => {
    const response = await fetch(`${service.url}/readyz`);
    return response.status === 503 && response;
  });
  expect(stopping.headers.get('connection')).toBe('close');
  expect(await stopping.json()).toMatchObject({ status: 'stopping' });
  const late = await fetch(`${service.url}/livez`);
  expect(late.status).toBe(200);
  expect(late.headers.get('connection')).toBe('close');
  expect(await service.terminate()).toEqual({ code: 0, signal: null });
});

test('the api’s answer to what was begun before the stop closes its connection, too', async () => {
  const service = await docket.start('api', { STOP_ANNOUNCE_SECONDS: '2' });
  const body = JSON.stringify({ username: 'nobody', password: 'nothing that anybody has' });
  const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString('latin1')));
  await once(socket, 'connect');
  socket.write(
    `POST /user/login HTTP/1.1\r\nHost: docket\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 9)}`,
  );
  // Asked on another connection, so that the first has surely been read.
  await fetch(`${service.url}/livez`);
  service.signal('SIGTERM');
  await waitFor('the announcement', async () => (await fetch(`${service.url}/readyz`)).status === 503);
  socket.write(body.slice(9));
  await once(socket, 'close');
  expect(text).toMatch(/^HTTP\/1\.1 401 /);
  expect(text.toLowerCase()).toContain('\r\nconnection: close\r\n');
  await service.terminate();
});

test('the proxy lets go of idle connections before a service that stops closes them', async () => {
  const [proxy, compose] = await Promise.all(
    ['proxy/Caddyfile', 'compose.yaml'].map((name) =>
      readFile(new URL(`../../../docker/${name}`, import.meta.url), 'utf8'),
    ),
  );
  const seconds = (text: string | undefined, form: RegExp) =>
    [...(text ?? '').matchAll(form)].map((one) => Number(one[1]));
  const upstreams = proxy?.match(/^\s*reverse_proxy \{/gm) ?? [];
  const idle = seconds(proxy, /^\s*keepalive (\d+)s$/gm);
  const announced = seconds(compose, /STOP_ANNOUNCE_SECONDS: '(\d+)'/g);
  expect(idle).toHaveLength(upstreams.length);
  expect(announced).toHaveLength(upstreams.length);
  expect(Math.max(...idle)).toBeLessThan(Math.min(...announced));
});
