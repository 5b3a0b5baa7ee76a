import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { inLanes } from './lanes.ts';

it('works on all in their order, and on no more than so many at a time', async () => {
  const begun: number[] = [];
  let [now, most] = [0, 0];
  await inLanes([1, 2, 3, 4, 5], 2, async (item) => {
    begun.push(item);
    now += 1;
    most = Math.max(most, now);
    await sleep(2);
    now -= 1;
  });
  expect([begun, most]).toEqual([[1, 2, 3, 4, 5], 2]);
});

it('begins no more after an error, and throws it when nothing is under way', async () => {
  const ended: number[] = [];
  const work = async (item: number): Promise<void> => {
    if (item === 1) throw new Error('of the first');
    await sleep(5);
    ended.push(item);
  };
  await expect(inLanes([1, 2, 3, 4], 2, work)).rejects.toThrow('of the first');
  expect(ended).toEqual([2]);
});
