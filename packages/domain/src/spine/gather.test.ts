import { describe, expect, it } from 'vitest';
import { gather } from './gather.ts';

/** What no batch gives a result for. */
const FORGOTTEN = 13;

/** Batches that end when the test says so. */
function aWorker(max = 10, lanes = 1) {
  const batches: { readonly items: readonly number[]; readonly end: (error?: Error) => void }[] = [];
  const double = gather<number, number>({
    max,
    lanes,
    run: (items) =>
      new Promise((resolve, reject) => {
        batches.push({
          items,
          end: (error) =>
            error === undefined
              ? resolve(new Map(items.filter((item) => item !== FORGOTTEN).map((item) => [item, item * 2])))
              : reject(error),
        });
      }),
  });
  return { double, batches };
}

/** As the database's driver throws it. */
function withCode(code: string): Error {
  return Object.assign(new Error('refused'), { code });
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('gather', () => {
  it('runs the first alone and at once, and together what comes meanwhile', async () => {
    const { double, batches } = aWorker();
    const results = [1, 2, 3].map((item) => double(item));
    expect(batches.map(({ items }) => items)).toEqual([[1]]);
    batches[0]?.end();
    await settled();
    expect(batches[1]?.items).toEqual([2, 3]);
    batches[1]?.end();
    expect(await Promise.all(results)).toEqual([2, 4, 6]);
  });

  it('keeps to the size of a batch and the number of lanes', async () => {
    const { double, batches } = aWorker(2, 2);
    const results = [1, 2, 3, 4, 5].map((item) => double(item));
    expect(batches.map(({ items }) => items)).toEqual([[1], [2]]);
    batches[0]?.end();
    await settled();
    expect(batches[2]?.items).toEqual([3, 4]);
    for (const batch of batches) batch.end();
    await settled();
    batches[3]?.end();
    expect(await Promise.all(results)).toEqual([2, 4, 6, 8, 10]);
  });

  it.each([
    ['its contract', () => new TypeError('an event breaks its contract')],
    ['a constraint', () => withCode('23514')],
  ])('tries items alone when one of them breaks %s', async (_, fault) => {
    const { double, batches } = aWorker();
    const results = Promise.allSettled([double(1), double(2), double(3)]);
    batches[0]?.end();
    await settled();
    batches[1]?.end(fault());
    await settled();
    expect(batches[2]?.items).toEqual([2]);
    batches[2]?.end();
    await settled();
    const last = fault();
    batches[3]?.end(last);
    expect(await results).toEqual([
      { status: 'fulfilled', value: 2 },
      { status: 'fulfilled', value: 4 },
      { status: 'rejected', reason: last },
    ]);
  });

  it('refuses an item that was given no result, and gives the others their own', async () => {
    const { double, batches } = aWorker();
    const results = Promise.allSettled([double(1), double(2), double(FORGOTTEN), double(4), double(5)]);
    batches[0]?.end();
    await settled();
    batches[1]?.end();
    expect(await results).toMatchObject([
      { value: 2 },
      { value: 4 },
      { reason: { message: 'a batch gave no result for an item of it' } },
      { value: 8 },
      { value: 10 },
    ]);
  });

  it('gives equal items the one result there is', async () => {
    const { double, batches } = aWorker();
    const results = [double(1), double(7), double(7)];
    batches[0]?.end();
    await settled();
    batches[1]?.end();
    expect(await Promise.all(results)).toEqual([2, 14, 14]);
  });

  it('fails all of a batch when the database is away', async () => {
    const { double, batches } = aWorker();
    const results = Promise.allSettled([double(1), double(2), double(3)]);
    batches[0]?.end();
    await settled();
    batches[1]?.end(withCode('57P01'));
    expect((await results).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(batches).toHaveLength(2);
  });
});
