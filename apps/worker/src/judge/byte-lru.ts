import { LRUCache } from 'lru-cache';

/**
 * Values by key, the least recently used forgotten when together they hold more than the limit. A value over a quarter of it
 * is not kept: it would push out too much else.
 */
export function byteLru<V extends {}>(limitBytes: number, bytesOf: (value: V) => number): LRUCache<string, V> {
  return new LRUCache({
    maxSize: limitBytes,
    maxEntrySize: Math.floor(limitBytes / 4),
    // Nothing is free: keys and the books kept of them take room, too.
    sizeCalculation: (value) => Math.max(1, bytesOf(value)),
  });
}
