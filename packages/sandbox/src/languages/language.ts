import type { RunLimits } from '@docket/contracts/judge/evidence';

/** A source file as submitted. */
export type Source = { readonly name: string; readonly content: string };

export type CompileStep = {
  readonly argv: readonly [string, ...string[]];
  readonly env?: Readonly<Record<string, string>>;
  readonly limits?: Partial<RunLimits>;
};

/**
 * A language as data: one file beside this one each. Toolchain paths are absolute and the same
 * in the language images and on a Debian host.
 */
export type LanguageSpec = {
  /** Lower case, stable: `c`, `cpp17`, `python3`. */
  readonly id: string;
  readonly name: string;
  readonly extensions: readonly [string, ...string[]];
  /** Command that prints the version, and the pattern whose first group is the version. Absent binary: language not offered. */
  readonly probe: { readonly argv: readonly [string, ...string[]]; readonly pattern: RegExp };
  /** Debian packages that bring it. */
  readonly packages: readonly string[];
  /** What single-file source is stored as. */
  readonly sourceName: (sources: readonly { content: string }[]) => string;
  /** How to compile or syntax-check; undefined when there is no such step. `sources` have their final names. */
  readonly compile?: (sources: readonly Source[]) => CompileStep;
  /** File or files the compile step leaves that go to the run box; sources themselves when there is no compile step. */
  readonly artifact?: (sources: readonly Source[]) => string;
  /** How to start the program. */
  readonly run: (context: { readonly entry: string; readonly artifact: string; readonly memoryBytes: number }) => {
    readonly argv: readonly [string, ...string[]];
    readonly env?: Readonly<Record<string, string>>;
  };
  /** Extra processes or threads the runtime itself needs. */
  readonly processes?: number;
  /** Editor support. */
  readonly editorMode: string;
  readonly template: string;
  /** Prints `hello`; judged in the tests and used to measure the floor. */
  readonly hello: string;
};
