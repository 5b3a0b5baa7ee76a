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
