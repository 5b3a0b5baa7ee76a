import { expect, test } from 'vitest';
import { byteLru } from './byte-lru.ts';

const blob = (bytes: number): Uint8Array => new Uint8Array(bytes);

test('forgets what was used longest ago when there is too much of it, and keeps what is used', () => {
  const cache = byteLru<Uint8Array>(100, ({ byteLength }) => byteLength);
  for (const key of ['a', 'b', 'c', 'd', 'e', 'f']) {
    cache.set(key, blob(20));
    // The first to come is the hottest.
    expect(cache.get('a')).toBeDefined();
  }
  expect([...'abcdef'].filter((key) => cache.has(key))).toEqual(['a', 'c', 'd', 'e', 'f']);
  expect(cache.calculatedSize).toBe(100);
});

test('keeps what is empty, and not what would push out a quarter of the rest', () => {
  const cache = byteLru<Uint8Array>(100, ({ byteLength }) => byteLength);
  cache.set('nothing', blob(0));
  cache.set('much', blob(26));
  expect([cache.has('nothing'), cache.has('much')]).toEqual([true, false]);
});
