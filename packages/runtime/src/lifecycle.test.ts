import { expect, test } from 'vitest';
import { Lifecycle } from './lifecycle.ts';
import { createLogger } from './logger.ts';

const log = createLogger('test', { LOG_LEVEL: 'silent' });

test('stops what was started last first, whatever throws', async () => {
  const lifecycle = new Lifecycle(log, 1_000);
  const stopped: string[] = [];
  lifecycle.onStop('first', () => void stopped.push('first'));
  lifecycle.onStop('broken', () => {
    throw new Error('it does not stop');
  });
  lifecycle.onStop('last', () => void stopped.push('last'));
  await Promise.all([lifecycle.stop(), lifecycle.stop()]);
  expect(stopped).toEqual(['last', 'first']);
});

test('announces the stop before it stops anything', async () => {
  const lifecycle = new Lifecycle(log, 1_000, 20);
  let during: readonly boolean[] = [];
  lifecycle.onStop('listener', () => void (during = [lifecycle.stopping, lifecycle.closing]));
  expect([lifecycle.stopping, lifecycle.closing]).toEqual([false, false]);
  const stop = lifecycle.stop();
  expect([lifecycle.stopping, lifecycle.closing]).toEqual([true, false]);
  expect(during).toEqual([]);
  await stop;
  expect(during).toEqual([true, true]);
});

test('stops at once what is registered after the stop began, and waits for it', async () => {
  const lifecycle = new Lifecycle(log, 1_000);
  const { promise, resolve } = Promise.withResolvers<void>();
  lifecycle.onStop('slow', () => promise);
  const stop = lifecycle.stop();
  const stopped: string[] = [];
  lifecycle.onStop('late', async () => {
    stopped.push('asked');
    await promise;
    stopped.push('late');
  });
  expect(stopped).toEqual(['asked']);
  resolve();
  await stop;
  expect(stopped).toEqual(['asked', 'late']);
});
