import { spawn } from 'node:child_process';
import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { BoxFault } from '../box.ts';
import { RunnerChannel } from './channel.ts';
import { frameHead, fromRunner } from './protocol.ts';

function open(): { channel: RunnerChannel; output: PassThrough; destroyed: () => number } {
  const output = new PassThrough();
  let destroyed = 0;
  const channel = new RunnerChannel({
    input: new PassThrough(),
    output,
    destroy: async () => {
      destroyed++;
    },
    lastWords: () => 'its last words',
  });
  return { channel, output, destroyed: () => destroyed };
}

test('a runner that does not answer in time is destroyed, and that is a fault of the sandbox', async () => {
  const { channel, destroyed } = open();
  await expect(channel.exchange([], 20, () => true)).rejects.toThrow(/no answer.*its last words/);
  expect(destroyed()).toBe(1);
  await expect(channel.exchange([], 20, () => true)).rejects.toBeInstanceOf(BoxFault);
});

test('an answer that came in time counts, although the event loop stood still past the deadline', async () => {
  // A real pipe, so that the answer waits in the kernel meanwhile.
  const child = spawn('sh', [
    '-c',
    `read line; printf '\\000\\000\\000\\000\\${fromRunner.reset.toString(8).padStart(3, '0')}'; read line`,
  ]);
  const channel = new RunnerChannel({
    input: child.stdin,
    output: child.stdout,
    destroy: async () => void child.kill(),
    lastWords: () => '',
  });
  const exchange = channel.exchange([Buffer.from('ask\n')], 200, (type) => type === fromRunner.reset);
  await new Promise((resolve) => setImmediate(resolve));
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
  await exchange;
  await channel.close();
});

test('a runner that ends in the middle fails the exchange', async () => {
  const { channel, output } = open();
  const exchange = channel.exchange([], 5000, () => false);
  output.end();
  output.resume();
  await expect(exchange).rejects.toThrow(/ended/);
});

test('a fault frame is told in the runner’s words', async () => {
  const { channel, output } = open();
  const exchange = channel.exchange([], 5000, () => false);
  const words = Buffer.from('cannot fork');
  output.write(Buffer.concat([frameHead(fromRunner.fault, words.length), words]));
  await expect(exchange).rejects.toThrow(/cannot fork/);
});

test('a frame longer than any runner needs ends the box, and no memory is taken for it', async () => {
  const { channel, output, destroyed } = open();
  const exchange = channel.exchange([], 5000, () => true);
  const before = process.memoryUsage().arrayBuffers;
  output.write(frameHead(fromRunner.result, 2 ** 32 - 1));
  await expect(exchange).rejects.toThrow(/frame 5 of 4294967295 bytes/);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 28);
  output.write(frameHead(fromRunner.result, 2 ** 32 - 1));
  await new Promise((resolve) => setImmediate(resolve));
  expect(destroyed()).toBe(1);
});

test('an answer nobody asked for ends the box', async () => {
  const { channel, output, destroyed } = open();
  output.write(frameHead(fromRunner.result, 0));
  await new Promise((resolve) => setImmediate(resolve));
  expect(destroyed()).toBe(1);
  await expect(channel.exchange([], 20, () => true)).rejects.toThrow(/nobody asked/);
});

test('exchanges are answered in the order they were sent, without waiting for each other', async () => {
  const { channel, output } = open();
  const answered: string[] = [];
  const ask = (name: string, answer: number): Promise<void> =>
    channel
      .exchange([Buffer.from(name)], 5000, (type) => type === answer)
      .then(() => {
        answered.push(name);
      });
  const all = [ask('put', fromRunner.put), ask('run', fromRunner.result), ask('collect', fromRunner.collected)];
  for (const type of [fromRunner.put, fromRunner.result, fromRunner.collected]) output.write(frameHead(type, 0));
  await Promise.all(all);
  expect(answered).toEqual(['put', 'run', 'collect']);
});

test('the time of an exchange begins when the one before it was answered', async () => {
  const { channel, output } = open();
  const first = channel.exchange([], 5000, (type) => type === fromRunner.result);
  const second = channel.exchange([], 300, (type) => type === fromRunner.reset);
  await sleep(700);
  output.write(frameHead(fromRunner.result, 0));
  output.write(frameHead(fromRunner.reset, 0));
  await Promise.all([first, second]);
});

test('a fault fails all that were sent', async () => {
  const { channel } = open();
  const all = [channel.exchange([], 20, () => true), channel.exchange([], 5000, () => true)];
  for (const each of await Promise.allSettled(all)) expect(each).toMatchObject({ reason: expect.any(BoxFault) });
});

test('nothing is sent behind a program that is talked to', async () => {
  const { channel, output } = open();
  const first = channel.exchange([], 5000, () => true, true);
  await expect(channel.exchange([], 5000, () => true)).rejects.toBeInstanceOf(BoxFault);
  output.write(frameHead(fromRunner.reset, 0));
  await first;
});
