import type { RunLimits } from '@docket/contracts/judge/evidence';
import { RUN_OUTPUT_BYTES, type RunCase } from '@docket/contracts/http/run';
import { createValidator } from '@docket/compare/default-validator';
import { parseValidatorFlags } from '@docket/compare/flags';
import { decideTestVerdict } from '@docket/domain/judge/verdict/decide';
import type { Program } from '@docket/sandbox/sandbox';
import type { BlobCache } from './blob-cache.ts';

/** A sample, compared where that is possible, or an input of the user's own. */
export type CaseInput =
  | {
      readonly name: string;
      readonly inputHash: string;
      readonly compare: { readonly answerHash: string; readonly flags: readonly string[] } | null;
    }
  | { readonly name: string; readonly text: string };

/** The first bytes of an output. */
class Head {
  readonly #chunks: Uint8Array[] = [];
  #room = RUN_OUTPUT_BYTES;

  push(chunk: Uint8Array): void {
    if (this.#room === 0) return;
    // A copy: the chunk's memory belongs to the box's stream.
    const part = Uint8Array.from(chunk.subarray(0, this.#room));
    this.#chunks.push(part);
    this.#room -= part.byteLength;
  }

  toString(): string {
    return new TextDecoder().decode(Buffer.concat(this.#chunks));
  }
}

/** Runs one case; how it ended is told as for a test, but nothing is graded. */
export async function runCase(
  program: Program,
  one: CaseInput,
  context: {
    readonly ordinal: number;
    readonly limits: RunLimits;
    readonly timeFactor: number;
    readonly blobs: BlobCache;
  },
): Promise<RunCase> {
  const sample = 'inputHash' in one;
  const stdin = sample ? await context.blobs.get(one.inputHash) : Buffer.from(one.text);
  const compare = sample ? one.compare : null;
  const validator =
    compare === null
      ? null
      : createValidator(await context.blobs.get(compare.answerHash), parseValidatorFlags(compare.flags, one.name));
  await validator?.prepare?.();
  const stdout = new Head();
  const stderr = new Head();
  const { evidence, stderr: errorBytes } = await program.run({
    stdin,
    limits: context.limits,
    onStdout(chunk) {
      stdout.push(chunk);
      validator?.push(chunk);
    },
  });
  stderr.push(errorBytes);
  const check = validator?.end() ?? null;
  const { verdict, reason } = decideTestVerdict(evidence, { accepted: true, difference: null, reason: null });
  // With that check nothing but AC and the program's own ends is left.
  const outcome = verdict === 'AC' || verdict === 'WA' ? 'OK' : verdict;
  return {
    ordinal: context.ordinal,
    sample,
    name: one.name,
    outcome,
    reason,
    exit: evidence.exit,
    limitHit: evidence.limitHit,
    cpuMs: evidence.cpuMs / context.timeFactor,
    wallMs: evidence.wallMs,
    memoryBytes: evidence.memoryBytes,
    metering: evidence.metering,
    stdout: stdout.toString(),
    stdoutBytes: evidence.stdoutBytes,
    stderr: stderr.toString(),
    stderrBytes: evidence.stderrBytes,
    matches: check === null ? null : outcome === 'OK' && check.accepted,
    difference: check?.difference ?? null,
  };
}
