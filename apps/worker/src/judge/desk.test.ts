import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { createLogger } from '@docket/runtime/logger';
import { Desk } from './desk.ts';
import { Slots } from './slots.ts';

/** A desk over a line of numbers; each task takes as many ms. */
function setUp(options: { slots: number; lookMs: number }) {
  const line: number[] = [];
  const judged: number[] = [];
  let most = 0;
  let fails = false;
  const slots = new Slots(options.slots);
  const desk = new Desk<number>({
    ...options,
    slots,
    log: createLogger('test', { LOG_LEVEL: 'silent' }),
    claim: async () => {
      if (fails) throw new Error('the database is away');
      return line.shift();
    },
    judge: async (task) => {
      most = Math.max(most, slots.busy);
      await sleep(task);
      judged.push(task);
      return 'served';
    },
  });
  onTestFinished(async () => {
    desk.stop();
    await desk.idle();
  });
  return { desk, line, judged, slots, most: () => most, fail: (now: boolean) => void (fails = now) };
}

test('a wake-up serves one task, whichever is next, and one that finds nothing says so', async () => {
  const { desk, line, judged } = setUp({ slots: 2, lookMs: 60_000 });
  await sleep(5);
  line.push(1, 2);
  expect(await desk.serve()).toBe('served');
  expect(judged).toEqual([1]);
  expect(await desk.serve()).toBe('served');
  expect(await desk.serve()).toBe('nothing');
});

test('no more tasks run at a time than there are slots, however many wake-ups come', async () => {
  const { desk, line, judged, most, slots } = setUp({ slots: 2, lookMs: 5 });
  line.push(...Array.from({ length: 10 }, () => 5));
  const errands = await Promise.all(Array.from({ length: 12 }, () => desk.serve()));
  await expect.poll(() => judged.length).toBe(10);
  expect(most()).toBe(2);
  expect(errands.filter((errand) => errand === 'nothing').length).toBeGreaterThanOrEqual(2);
  await expect.poll(() => slots.busy).toBe(0);
});

test('what no wake-up told of is found, all of it without further pauses', async () => {
  const { line, judged } = setUp({ slots: 1, lookMs: 100 });
  await sleep(5);
  line.push(...Array.from({ length: 20 }, () => 1));
  // Twenty pauses would take two seconds.
  await expect.poll(() => judged.length, { timeout: 1_000 }).toBe(20);
});

test('a claim that fails costs its wake-up and nothing else', async () => {
  const { desk, line, judged, slots, fail } = setUp({ slots: 1, lookMs: 10 });
  fail(true);
  line.push(1);
  await expect(desk.serve()).rejects.toThrow('the database is away');
  await sleep(30);
  expect(slots.busy).toBe(0);
  fail(false);
  await expect.poll(() => judged).toEqual([1]);
});

test('stopped, it takes up nothing more and lets what runs end', async () => {
  const { desk, line, judged } = setUp({ slots: 1, lookMs: 5 });
  line.push(50, 1);
  await expect.poll(() => line.length).toBe(1);
  desk.stop();
  expect(await desk.serve()).toBe('released');
  await desk.idle();
  expect(judged).toEqual([50]);
  expect(line).toEqual([1]);
});

test('is idle when the last slot is free, whether a wake-up or its own look took it', async () => {
  const { desk, line, judged } = setUp({ slots: 2, lookMs: 60_000 });
  await sleep(5);
  line.push(30);
  const served = desk.serve();
  await sleep(5);
  desk.stop();
  await desk.idle();
  expect(judged).toEqual([30]);
  expect(await served).toBe('served');
});

test('a slot that is lent is called back for a task that nobody told of, and not to look whether there is one', async () => {
  const { line, judged, slots } = setUp({ slots: 1, lookMs: 10 });
  await sleep(5);
  const loan = slots.borrow();
  loan?.signal.addEventListener('abort', () => setTimeout(loan.giveBack, 5));
  await sleep(60);
  expect(loan?.signal.aborted).toBe(false);
  line.push(1);
  await expect.poll(() => judged).toEqual([1]);
  expect(loan?.signal.aborted).toBe(true);
  await expect.poll(() => slots.busy).toBe(0);
});

test('a wake-up calls back a slot that is lent', async () => {
  const { desk, line, judged, slots } = setUp({ slots: 1, lookMs: 60_000 });
  await sleep(5);
  const loan = slots.borrow();
  loan?.signal.addEventListener('abort', () => loan.giveBack());
  line.push(1);
  expect(await desk.serve()).toBe('served');
  expect(judged).toEqual([1]);
});
