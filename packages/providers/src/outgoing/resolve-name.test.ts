import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { afterEach, expect, it } from 'vitest';
import { createNameResolver } from './resolve-name.ts';

let sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets) socket.close();
  sockets = [];
});

/** A server of names on loopback. @param answer what it says to a question; undefined: never a word */
async function nameServer(answer?: (question: Buffer) => Buffer): Promise<string> {
  const socket = createSocket('udp4', (message, { port, address }) => {
    if (answer !== undefined) socket.send(answer(message), port, address);
  });
  sockets.push(socket);
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return `127.0.0.1:${socket.address().port}`;
}

/** RFC 1035, 4.1: the question again, and for an A record one answer of 192.0.2.7; for any other none. */
function says192(question: Buffer): Buffer {
  const end = question.indexOf(0, 12) + 5;
  const isA = question.readUInt16BE(end - 4) === 1;
  const head = Buffer.from(question.subarray(0, 12));
  head.writeUInt16BE(0x8180, 2);
  head.writeUInt16BE(isA ? 1 : 0, 6);
  head.fill(0, 8);
  const record = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 7]);
  return Buffer.concat([head, question.subarray(12, end), ...(isA ? [record] : [])]);
}

it('finds the addresses of a name', async () => {
  const resolve = createNameResolver({ servers: [await nameServer(says192)] });
  expect(await resolve('hooks.example.org')).toEqual([{ address: '192.0.2.7', family: 4 }]);
  expect((await resolve('localhost')).map(({ address }) => address)).toContain('127.0.0.1');
});

it('names whose server never answers end in time, and hold nobody else', async () => {
  const resolve = createNameResolver({ servers: [await nameServer()], timeoutMs: 300 });
  const hung = Array.from({ length: 16 }, (_, n) => resolve(`n${n}.example.org`));
  const ended = Promise.allSettled(hung);
  // A file is read by one of the threads that hash passwords.
  const first = await Promise.race([ended.then(() => 'names'), readFile(import.meta.filename).then(() => 'file')]);
  expect(first).toBe('file');
  for (const one of await ended)
    expect(one).toMatchObject({ status: 'rejected', reason: expect.objectContaining({ code: 'ETIMEOUT' }) });
});
