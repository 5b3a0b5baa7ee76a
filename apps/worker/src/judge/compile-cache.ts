import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { SourceFile } from '@docket/contracts/http/submission';
import type { Logger } from '@docket/runtime/logger';
import type { CompileOutcome, EarlyArtifact, Sandbox } from '@docket/sandbox/sandbox';
import type { LRUCache } from 'lru-cache';
import { byteLru } from './byte-lru.ts';
import type { CompileStore } from './compile-store.ts';

/** A program is tested before it is kept on disk. */
const DISK_AFTER_MS = 500;

/** Everything but the sources that a compile's outcome depends on, by language: back end, compiler version, commands and flags. */
export async function toolchainKeys(
  sandbox: Pick<Sandbox, 'backend' | 'describe'>,
): Promise<ReadonlyMap<string, string>> {
  // Commands, flags and limits are code: any change of the sandbox's code makes other keys.
  const folder = path.dirname(fileURLToPath(import.meta.resolve('@docket/sandbox/sandbox')));
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const code = createHash('sha256');
  for (const file of files.toSorted()) code.update(await readFile(file)).update('\0');
  const digest = code.digest('hex');
  const { versions } = sandbox.describe();
  return new Map(
    Object.entries(versions).map(([id, version]) => [id, `${sandbox.backend}\0${id}\0${version}\0${digest}`]),
  );
}

/** Would the same sources end the same way again? A limit that struck, a signal or a lack of memory may have been the host's fault. */
function isRepeatable({ kind, evidence }: CompileOutcome): boolean {
  if (evidence === null) return false;
  if (kind === 'ok') return true;
  return evidence.limitHit === null && !evidence.oomKilled && evidence.exit.kind === 'exited';
}

function sizeOf(outcome: CompileOutcome): number {
  const files = outcome.kind === 'ok' ? outcome.artifact.files : [];
  return files.reduce((sum, file) => sum + file.bytes.byteLength, 2 * outcome.log.length + 1_000);
}

export type CacheFigures = { readonly hits: number; readonly misses: number; readonly bytes: number };

export type CompileResult = { readonly outcome: CompileOutcome; readonly cached: boolean };

/**
 * Compiles by content: whoever sends the same sources in the same language gets the program that is there already.
 * In memory (least recently used, bounded), behind that on disk. Languages without a compile step are not kept.
 */
export class CompileCache {
  readonly #sandbox: Pick<Sandbox, 'compile'>;
  readonly #toolchains: ReadonlyMap<string, string>;
  readonly #store: CompileStore;
  readonly #log: Logger;
  readonly #memory: LRUCache<string, CompileOutcome>;
  readonly #writes = new Set<Promise<void>>();
  readonly #draining = new AbortController();
  #hits = 0;
  #misses = 0;

  constructor(options: {
    readonly sandbox: Pick<Sandbox, 'compile'>;
    readonly toolchains: ReadonlyMap<string, string>;
    readonly store: CompileStore;
    readonly memoryLimitBytes: number;
    readonly log: Logger;
  }) {
    this.#sandbox = options.sandbox;
    this.#toolchains = options.toolchains;
    this.#store = options.store;
    this.#log = options.log;
    this.#memory = byteLru(options.memoryLimitBytes, sizeOf);
  }

  get figures(): CacheFigures {
    return { hits: this.#hits, misses: this.#misses, bytes: this.#memory.calculatedSize };
  }

  /** As `Sandbox.compile`, and throws what that throws; trouble with the disk costs time and nothing else. */
  async compile(language: string, files: readonly SourceFile[], early?: EarlyArtifact): Promise<CompileResult> {
    const key = this.#keyOf(language, files);
    const held = this.#memory.get(key) ?? (await this.#fromDisk(key));
    if (held !== undefined) {
      this.#hits += 1;
      return { outcome: held, cached: true };
    }
    const outcome = await this.#sandbox.compile(language, files, early);
    this.#misses += 1;
    if (isRepeatable(outcome)) {
      this.#memory.set(key, outcome);
      // Nobody waits for the disk, and what this submission runs next does not share its core with it.
      const write = sleep(DISK_AFTER_MS, undefined, { signal: this.#draining.signal })
        .catch(() => undefined)
        .then(() => this.#store.write(key, outcome))
        .catch((error: unknown) => this.#log.warn({ err: error }, 'a compiled program was not kept on disk'));
      this.#writes.add(write);
      void write.finally(() => this.#writes.delete(write));
    }
    return { outcome, cached: false };
  }

  /** Waits for what is on its way to disk. */
  async drain(): Promise<void> {
    this.#draining.abort();
    await Promise.all(this.#writes);
  }

  #keyOf(language: string, files: readonly SourceFile[]): string {
    // In the order sent: compilers and entry points may depend on it.
    const sources = files.map(({ name, content }) => [name, content]);
    return createHash('sha256')
      .update(`${this.#toolchains.get(language) ?? ''}\0${JSON.stringify(sources)}`)
      .digest('hex');
  }

  async #fromDisk(key: string): Promise<CompileOutcome | undefined> {
    try {
      const outcome = await this.#store.read(key);
      if (outcome !== undefined) this.#memory.set(key, outcome);
      return outcome;
    } catch (error) {
      this.#log.warn({ err: error }, 'a compiled program could not be read from disk');
      return undefined;
    }
  }
}

/** The sandbox as the judge sees it: compiles come through the cache, and `note` hears of each. */
export function withCache(
  sandbox: Sandbox,
  cache: CompileCache,
  note: (compiled: CompileResult) => void = () => undefined,
): Sandbox {
  return {
    ...sandbox,
    async compile(language, files, early) {
      const compiled = await cache.compile(language, files, early);
      note(compiled);
      return compiled.outcome;
    },
  };
}
