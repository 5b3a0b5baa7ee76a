import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { quietLog } from '@docket/testing/builders';
import { Apart } from './apart.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const ids = ['a', 'b', 'c'];

it('goes on after the one that fails, which is left alone longer each time, and logged by its id', async () => {
  const lines = vi.spyOn(quietLog, 'error');
  const apart = new Apart({ loop: 'test', log: quietLog });
  const seen: string[] = [];
  const turn = async () => {
    seen.length = 0;
    await apart.each(
      ids,
      (id) => id,
      async (id) => {
        seen.push(id);
        if (id === 'b') throw new Error('broken');
      },
    );
    return seen.join('');
  };
  const turns: string[] = [];
  for (let second = 0; second < 16; second += 1) {
    turns.push(await turn());
    vi.advanceTimersByTime(1_000);
  }
  // At seconds 0, 1, 3, 7 and 15.
  expect(turns.flatMap((each, second) => (each === 'abc' ? [second] : []))).toEqual([0, 1, 3, 7, 15]);
  expect(turns.every((each) => each === 'abc' || each === 'ac')).toBe(true);
  expect(lines.mock.calls.map(([about]) => (about as { subject?: string }).subject)).toEqual(Array(5).fill('b'));
  lines.mockRestore();
});

it('names those it leaves alone, for whoever reads only so many', async () => {
  const apart = new Apart({ loop: 'test', log: quietLog });
  await apart.one('b', () => Promise.reject(new Error('broken')));
  await apart.one('c', () => Promise.resolve());
  expect(apart.resting()).toEqual(['b']);
  vi.advanceTimersByTime(1_001);
  expect(apart.resting()).toEqual([]);
});

it('is well again after the first time that it succeeds', async () => {
  const apart = new Apart({ loop: 'test', log: quietLog });
  expect(await apart.one('a', () => Promise.reject(new Error('once')))).toBeUndefined();
  expect(await apart.one('a', async () => 1)).toBeUndefined();
  vi.advanceTimersByTime(1_000);
  expect(await apart.one('a', async () => 2)).toBe(2);
  expect(await apart.one('a', () => Promise.reject(new Error('again')))).toBeUndefined();
  vi.advanceTimersByTime(1_000);
  expect(await apart.one('a', async () => 3)).toBe(3);
});

it('does not hold against one what befalls all', async () => {
  const apart = new Apart({ loop: 'test', log: quietLog });
  const away = Object.assign(new Error('the database is starting up'), { code: '57P03' });
  await expect(apart.one('a', () => Promise.reject(away))).rejects.toBe(away);
  expect(await apart.one('a', async () => 1)).toBe(1);
});
