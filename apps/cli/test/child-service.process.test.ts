import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@docket/runtime/embedded/ports';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ChildService, PortTaken } from '../src/instance/child-service.ts';
import { CommandError } from '../src/output.ts';

/** Listens as a service does, ends as one does when it cannot, and answers what it is told to. */
const SERVICE = `
import { createServer } from 'node:http';
const { PORT, STATUS, ANSWER } = process.env;
createServer((_, response) => response.writeHead(Number(STATUS)).end(ANSWER)).listen(Number(PORT), '127.0.0.1');
`;
/** Far more than is needed: who waits for it has not understood the answer. */
const PATIENCE_MS = 60_000;
const CANARY = { name: 'canary', ok: false, error: 'canaries were not caught: fork bomb' };

let folder: string;
let service: ChildService | undefined;
let neighbour: Server | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docket-service-'));
  await writeFile(join(folder, 'service.mjs'), SERVICE);
});

afterEach(async () => {
  await service?.stop(0);
  neighbour?.close();
  service = neighbour = undefined;
  await rm(folder, { recursive: true, force: true });
});

function start(port: number, status: number, answer: unknown): ChildService {
  service = new ChildService(
    {
      name: 'ours',
      entry: 'service.mjs',
      env: { PORT: String(port), STATUS: String(status), ANSWER: JSON.stringify(answer) },
      logFile: join(folder, 'ours.log'),
      readyUrl: `http://127.0.0.1:${port}/readyz`,
      installation: 'ours',
      hopeless: { canary: (why) => `it is of no use: ${why}` },
    },
    folder,
  );
  service.start();
  return service;
}

test('is ready when it says so itself', async () => {
  await start(await freePort(), 200, { installation: 'ours', checks: [] }).ready(PATIENCE_MS);
});

test.each([{ installation: 'theirs', checks: [] }, { checks: [] }, 'something else altogether'])(
  'is not ready because a neighbour on its port is: %j',
  async (answer) => {
    neighbour = createServer((_, response) => response.end(JSON.stringify(answer))).listen(0, '127.0.0.1');
    await once(neighbour, 'listening');
    const { port } = neighbour.address() as AddressInfo;
    const ready = start(port, 200, { installation: 'ours', checks: [] }).ready(PATIENCE_MS);
    await expect(ready).rejects.toThrow(PortTaken);
    await expect(ready).rejects.toThrow(`127.0.0.1:${port}, which ours was to have, is in use`);
  },
);

test('is given up at once when it says what no waiting will change', async () => {
  const ready = start(await freePort(), 503, { installation: 'ours', checks: [CANARY] }).ready(PATIENCE_MS);
  await expect(ready).rejects.toThrow(new CommandError('it is of no use: canaries were not caught: fork bomb'));
});

test('is waited for while another check fails, and not at the word of a neighbour', async () => {
  const redis = { name: 'redis', ok: false, error: 'away' };
  for (const answer of [
    { installation: 'ours', checks: [redis] },
    { installation: 'theirs', checks: [CANARY] },
  ]) {
    const ready = start(await freePort(), 503, answer).ready(1_500);
    await expect(ready).rejects.toThrow('is not ready after 1.5 s');
    await service?.stop(0);
  }
});
