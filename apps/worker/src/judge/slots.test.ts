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

  it('are lent while nobody needs them, and called back for who waits', async () => {
    const slots = new Slots(2);
    const own = await slots.take();
    const loan = slots.borrow();
    // A lent slot is nobody's turn.
    expect([slots.busy, slots.lends, slots.tryTake(), slots.borrow()]).toEqual([1, true, undefined, undefined]);
    expect(loan?.signal.aborted).toBe(false);
    const waiting = slots.take();
    expect([loan?.signal.aborted, slots.lends]).toEqual([true, false]);
    loan?.giveBack();
    const other = await waiting;
    expect(slots.busy).toBe(2);
    own();
    other();
    expect([slots.busy, slots.borrow() === undefined]).toEqual([0, false]);
  });

  it('are called back one for each who waits, the longest lent first', async () => {
    const slots = new Slots(3);
    const loans = [slots.borrow(), slots.borrow(), slots.borrow()];
    const calledBack = (): unknown[] => loans.map((loan) => loan?.signal.aborted);
    const first = slots.take();
    expect(calledBack()).toEqual([true, false, false]);
    const second = slots.take();
    expect(calledBack()).toEqual([true, true, false]);
    loans[0]?.giveBack();
    loans[1]?.giveBack();
    for (const giveBack of await Promise.all([first, second])) giveBack();
    expect(slots.busy).toBe(0);
  });

  it('may be waited for before all others', async () => {
    const slots = new Slots(1);
    const held = await slots.take();
    const order: string[] = [];
    const waiting = (['last', 'first'] as const).map(async (where) => {
      const giveBack = await slots.take(where);
      order.push(where);
      giveBack();
    });
    held();
    await Promise.all(waiting);
    expect(order).toEqual(['first', 'last']);
  });
});
