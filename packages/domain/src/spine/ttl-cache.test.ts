import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { TtlCache } from './ttl-cache.ts';

function counted() {
  let loads = 0;
  return { load: async () => ++loads, loads: () => loads };
}

describe('TtlCache', () => {
  test('shares one load between callers and keeps it for its time', async () => {
    const cache = new TtlCache<number>({ ttlMs: 30, max: 10 });
    const source = counted();
    expect(await Promise.all([cache.get('a', source.load), cache.get('a', source.load)])).toEqual([1, 1]);
    await sleep(40);
    expect(await cache.get('a', source.load)).toBe(2);
    cache.delete('a');
    expect(await cache.get('a', source.load)).toBe(3);
  });

  test('does not keep failures', async () => {
    const cache = new TtlCache<number>({ ttlMs: 10_000, max: 10 });
    await expect(cache.get('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await cache.get('a', async () => 7)).toBe(7);
  });

  test('is bounded; the oldest goes first', async () => {
    const cache = new TtlCache<number>({ ttlMs: 10_000, max: 2 });
    const source = counted();
    for (const key of ['a', 'b', 'c']) await cache.get(key, source.load);
    await cache.get('c', source.load);
    expect(source.loads()).toBe(3);
    await cache.get('a', source.load);
    expect(source.loads()).toBe(4);
  });

  test('keeps what is asked for again and again, however many others come by', async () => {
    const cache = new TtlCache<number>({ ttlMs: 10_000, max: 3 });
    const hot = counted();
    const other = counted();
    for (let n = 0; n < 50; n += 1) {
      await cache.get('hot', hot.load);
      await cache.get(`other ${n}`, other.load);
    }
    expect([hot.loads(), other.loads()]).toEqual([1, 50]);
  });
});
