import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Pool } from '@docket/db/pool';
import { writePrivate } from './private-files.ts';
import type { LRUCache } from 'lru-cache';
import { byteLru } from './byte-lru.ts';

/** What one query may bring into memory at a time. */
const FETCH_BYTES = 32 * 1024 * 1024;

/**
 * Test data by content: in memory (least recently used, bounded), on local disk, and behind both the database.
 * Content never changes under a hash, so nothing here can be stale.
 */
export class BlobCache {
  readonly #pool: Pool;
  readonly #folder: string;
  readonly #memory: LRUCache<string, Uint8Array>;
  /** What is larger stays on disk; where a box keeps it, nobody asks for it again. */
  readonly #largest: number;

  constructor(options: { pool: Pool; folder: string; memoryLimitBytes: number }) {
    this.#pool = options.pool;
    this.#folder = options.folder;
    this.#memory = byteLru(options.memoryLimitBytes, ({ byteLength }) => byteLength);
    this.#largest = this.#memory.maxEntrySize;
  }

  /** Loads what is neither in memory nor on disk, many blobs per query; from disk what memory has room for. */
  async prefetch(hashes: readonly string[]): Promise<void> {
    const wanted = [...new Set(hashes)].filter((hash) => !this.#memory.has(hash));
    if (wanted.length === 0) return;
    const onDisk = await Promise.all(
      wanted.map(async (hash) => (await this.#isLargeOnDisk(hash)) || (await this.#fromDisk(hash)) !== undefined),
    );
    await this.#fromDatabase(wanted.filter((_, index) => onDisk[index] === false));
  }

  /** @throws when no such blob exists. */
  async get(hash: string): Promise<Uint8Array> {
    const held = this.#memory.get(hash);
    if (held !== undefined) return held;
    const bytes = (await this.#fromDisk(hash)) ?? (await this.#fromDatabase([hash])).get(hash);
    if (bytes === undefined) throw new Error(`test data ${hash} is not in the database`);
    return bytes;
  }

  #pathOf(hash: string): string {
    return path.join(this.#folder, hash.slice(0, 2), hash);
  }

  /** Read when it is wanted, if at all, and fetched anew then should it be broken. */
  async #isLargeOnDisk(hash: string): Promise<boolean> {
    return await stat(this.#pathOf(hash)).then(
      ({ size }) => size > this.#largest,
      () => false,
    );
  }

  async #fromDisk(hash: string): Promise<Uint8Array | undefined> {
    try {
      const bytes = await readFile(this.#pathOf(hash));
      // A disk that lost power may hold half a file; a wrong byte here would be a wrong verdict.
      if (createHash('sha256').update(bytes).digest('hex') !== hash) return undefined;
      this.#memory.set(hash, bytes);
      return bytes;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    }
  }

  async #fromDatabase(hashes: readonly string[]): Promise<Map<string, Uint8Array>> {
    const found = new Map<string, Uint8Array>();
    if (hashes.length === 0) return found;
    const sizes = await this.#pool.query<{ hash: string; size: number }>(
      'SELECT hash, size FROM blobs WHERE hash = ANY($1)',
      [hashes],
    );
    for (const group of groupBySize(sizes.rows, FETCH_BYTES)) {
      const { rows } = await this.#pool.query<{ hash: string; bytes: Buffer }>(
        'SELECT hash, bytes FROM blobs WHERE hash = ANY($1)',
        [group],
      );
      await Promise.all(rows.map((row) => writePrivate(this.#folder, this.#pathOf(row.hash), row.bytes)));
      for (const row of rows) {
        found.set(row.hash, row.bytes);
        this.#memory.set(row.hash, row.bytes);
      }
    }
    return found;
  }
}

function groupBySize(rows: readonly { hash: string; size: number }[], limit: number): string[][] {
  const groups: string[][] = [];
  let room = 0;
  for (const row of rows) {
    if (room < row.size || groups.length === 0) {
      groups.push([]);
      room = limit;
    }
    groups.at(-1)?.push(row.hash);
    room -= row.size;
  }
  return groups;
}
