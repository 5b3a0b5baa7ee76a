import type { RunLimits } from '@docket/contracts/judge/evidence';
import type { BoxFile } from '../box.ts';

/** A source file under the name it has in the box. */
export type Source = { readonly name: string; readonly content: string };

export type Argv = readonly [string, ...string[]];

/**
 * A language as data: one file beside this one each, exporting `language`. Toolchain paths are absolute and the same
 * in the language images and on a Debian host.
 */
export type LanguageSpec = {
  /** Lower case, stable: `c`, `cpp17`, `python3`. */
  readonly id: string;
  readonly name: string;
  readonly extensions: readonly [string, ...string[]];
  /** Command that prints the version, and the pattern whose first group is the version. Absent binary: language not offered. */
  readonly probe: { readonly argv: Argv; readonly pattern: RegExp };
  /** Debian packages that bring it. */
  readonly packages: readonly string[];
  /** What the only file of a submission is stored as. Of several files each keeps its name. */
  readonly sourceName: (content: string) => string;
  /** How to compile or syntax-check, in `/box`, which it may write to; undefined when there is no such step. */
  readonly compile?: (sources: readonly Source[]) => {
    readonly argv: Argv;
    readonly env?: Readonly<Record<string, string>>;
  };
  /** A header of C++ that is slow to read, compiled ahead with the flags of the compile step; used where a source includes it. */
  readonly precompiledHeader?: string;
  /** Where the default limits of a compile step do not do. */
  readonly compileLimits?: Partial<RunLimits>;
  /** The file or directory the compile step leaves for the run box; undefined: the sources are what is run. */
  readonly artifact?: string;
  /** Which file, class or module to start. Undefined: there is none, which is the author's error. By default the first of the files. */
  readonly entry?: (files: readonly BoxFile[]) => string | undefined;
  /** How to start the program, in `/box`, which it may not write to. */
  readonly run: (context: { readonly entry: string; readonly memoryBytes: number }) => {
    readonly argv: Argv;
    readonly env?: Readonly<Record<string, string>>;
  };
  /** Threads or processes the runtime needs beside the program's own. */
  readonly processes?: number;
  /** Editor support. */
  readonly editorMode: string;
  readonly template: string;
  /** Prints `hello`; judged in the tests and used to measure the floor. */
  readonly hello: string;
};
