import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { runEvidence } from '@docket/contracts/judge/evidence';
import type { CompileOutcome } from '@docket/sandbox/sandbox';
import { z } from 'zod';
import { writePrivate } from './private-files.ts';

const header = z.object({
  log: z.string(),
  evidence: runEvidence.nullable(),
  /** Null: the compile failed, and will whenever it is tried. */
  artifact: z
    .object({
      language: z.string(),
      entry: z.string(),
      files: z.array(z.object({ name: z.string(), size: z.int(), executable: z.boolean() })),
    })
    .nullable(),
});

const HASH_BYTES = 32;

function sha256(parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** SHA-256 of the rest, length of the header, the header as JSON, the files' bytes; as parts, for a program is megabytes. */
export function packOutcome(outcome: CompileOutcome): Uint8Array[] {
  const files = outcome.kind === 'ok' ? outcome.artifact.files : [];
  const head: z.input<typeof header> = {
    log: outcome.log,
    evidence: outcome.evidence,
    artifact:
      outcome.kind === 'ok'
        ? {
            language: outcome.artifact.language,
            entry: outcome.artifact.entry,
            files: files.map(({ name, bytes, executable }) => ({ name, size: bytes.byteLength, executable })),
          }
        : null,
  };
  const json = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(json.byteLength);
  const body = [length, json, ...files.map((file) => file.bytes)];
  return [sha256(body), ...body];
}

/** Undefined when the bytes are not what was packed: a disk that lost power, or another version's form. */
export function unpackOutcome(packed: Buffer): CompileOutcome | undefined {
  const body = packed.subarray(HASH_BYTES);
  if (body.byteLength < 4 || !sha256([body]).equals(packed.subarray(0, HASH_BYTES))) return undefined;
  let at = 4 + body.readUInt32BE(0);
  const head = header.safeParse(JSON.parse(body.subarray(4, at).toString()));
  if (!head.success) return undefined;
  const { log, evidence, artifact } = head.data;
  if (artifact === null) return { kind: 'failed', log, evidence };
  const files = artifact.files.map(({ name, size, executable }) => {
    const bytes = body.subarray(at, at + size);
    at += size;
    return { name, bytes, executable };
  });
  return { kind: 'ok', log, evidence, artifact: { language: artifact.language, entry: artifact.entry, files } };
}

type Stored = { readonly file: string; readonly bytes: number; readonly usedAt: number };

/**
 * Compile outcomes on local disk, one file each, shared by the workers of a data folder. Reading a file makes it young;
 * over the limit the oldest go, down to nine tenths.
 */
export class CompileStore {
  readonly #folder: string;
  readonly #limitBytes: number;
  /** What this process wrote since it last looked at the whole folder. */
  #writtenBytes = Infinity;

  constructor(options: { readonly folder: string; readonly limitBytes: number }) {
    this.#folder = options.folder;
    this.#limitBytes = options.limitBytes;
  }

  async read(key: string): Promise<CompileOutcome | undefined> {
    const file = this.#pathOf(key);
    // Most sources are new. This asks the kernel's cache, which is done before a thread of the pool has begun to.
    if (!existsSync(file)) return undefined;
    let packed: Buffer;
    try {
      packed = await readFile(file);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    }
    const outcome = unpackOutcome(packed);
    const now = new Date();
    if (outcome === undefined) await rm(file, { force: true });
    else await utimes(file, now, now).catch(() => undefined);
    return outcome;
  }

  async write(key: string, outcome: CompileOutcome): Promise<void> {
    const packed = packOutcome(outcome);
    const bytes = packed.reduce((sum, part) => sum + part.byteLength, 0);
    if (bytes > this.#limitBytes / 4) return;
    const target = this.#pathOf(key);
    await writePrivate(this.#folder, target, packed);
    this.#writtenBytes += bytes;
    // Looking through the folder now and then is enough: it is over the limit by a tenth at most.
    if (this.#writtenBytes > this.#limitBytes / 10) await this.#shrink();
  }

  #pathOf(key: string): string {
    return path.join(this.#folder, key.slice(0, 2), key);
  }

  async #shrink(): Promise<void> {
    this.#writtenBytes = 0;
    const stored = await this.#list();
    let total = stored.reduce((sum, each) => sum + each.bytes, 0);
    if (total <= this.#limitBytes) return;
    for (const each of stored.toSorted((a, b) => a.usedAt - b.usedAt)) {
      if (total <= this.#limitBytes * 0.9) break;
      await rm(each.file, { force: true });
      total -= each.bytes;
    }
  }

  async #list(): Promise<Stored[]> {
    const entries = await readdir(this.#folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
    const stored = await Promise.all(
      files.map(async (file) => {
        // Another worker may have removed it in the meantime.
        const found = await stat(file).catch(() => undefined);
        return found === undefined ? [] : [{ file, bytes: found.size, usedAt: found.mtimeMs }];
      }),
    );
    return stored.flat();
  }
}
