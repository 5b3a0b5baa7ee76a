import type { RunEvidence, RunLimits } from '@docket/contracts/judge/evidence';
import type { Language } from '@docket/contracts/http/languages';
import type { SourceFile } from '@docket/contracts/http/submissions';
import type { BoxFile } from './box.ts';

/** What a compile step made: files to be placed in run boxes, and which of them (or which class) to start. */
export type Artifact = { readonly language: string; readonly entry: string; readonly files: readonly BoxFile[] };

export type CompileOutcome =
  | { readonly kind: 'ok'; readonly artifact: Artifact; readonly log: string; readonly evidence: RunEvidence | null }
  | { readonly kind: 'failed'; readonly log: string; readonly evidence: RunEvidence | null };

/** A program loaded in a run box, to be run test by test. */
export type Program = {
  /** One test. `limits.processes` is what the program itself may use; what its runtime needs is added. */
  run(test: {
    readonly stdin: Uint8Array;
    readonly limits: RunLimits;
    /** Gets output as it comes; must copy what it keeps. */
    readonly onStdout: (chunk: Uint8Array) => void;
  }): Promise<{ readonly evidence: RunEvidence; readonly stderr: Uint8Array }>;
  /** Gives the box back (reset and kept warm, or thrown away). */
  close(): Promise<void>;
};

/**
 * What the worker uses: compile once, load once, run every test in one box.
 * Boxes are kept warm behind it. All methods throw `BoxFault` when the sandbox itself failed.
 */
export type Sandbox = {
  readonly backend: 'docker' | 'bubblewrap';
  /** Languages found here with version and measured floor. */
  languages(): Promise<readonly Language[]>;
  /** Throws a RangeError for a language that is not among `languages()`. */
  compile(language: string, files: readonly SourceFile[]): Promise<CompileOutcome>;
  load(artifact: Artifact): Promise<Program>;
  close(): Promise<void>;
};
