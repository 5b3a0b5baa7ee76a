import { describe, expect, it } from 'vitest';
import { Slots } from './slots.ts';

describe('slots', () => {
  it('are given to those who wait in the order they came', async () => {
    const slots = new Slots(1);
    const first = await slots.take();
    const order: string[] = [];
    const others = ['second', 'third', 'fourth'].map(async (name) => {
      const giveBack = await slots.take();
      order.push(name);
      giveBack();
    });
    first();
    await Promise.all(others);
    expect(order).toEqual(['second', 'third', 'fourth']);
    expect(slots.busy).toBe(0);
  });

  it('are never more than there are', async () => {
    const slots = new Slots(2);
    const [one] = [slots.tryTake(), await slots.take()];
    expect([slots.busy, slots.tryTake()]).toEqual([2, undefined]);
    const waiting = slots.take();
    one?.();
    // Handed over, not given back: nobody slips in between.
    expect([slots.busy, slots.tryTake()]).toEqual([2, undefined]);
    (await waiting)();
    expect(slots.busy).toBe(1);
  });
});
