import type { RunLimits } from '@docket/contracts/judge/evidence';
import type { BoxFile } from '../box.ts';

/** A source file under the name it has in the box. */
export type Source = { readonly name: string; readonly content: string };

export type Argv = readonly [string, ...string[]];

/**
 * A language as data: one file beside this one each, exporting `language`. Toolchain paths are absolute and the same
 * in the language images and on a Debian host. What several languages have in common is in `family/`.
 */
export type LanguageSpec = {
  /** Lower case, stable: `c`, `cpp17`, `python3`. */
  readonly id: string;
  readonly name: string;
  readonly extensions: readonly [string, ...string[]];
  /** Command that prints the version, and the pattern whose first group is the version. Absent binary: language not offered. */
  readonly probe: { readonly argv: Argv; readonly pattern: RegExp };
  /** In the set that a machine's set-up and the image `docket/languages:core` bring. */
  readonly core?: true;
  /** Debian packages that bring it. */
  readonly packages: readonly string[];
  /** What the only file of a submission is stored as. Of several files each keeps its name. */
  readonly sourceName: (content: string) => string;
  /** What a source says that is the one to start, where none of several is called `main`. */
  readonly mainSays?: RegExp;
  /**
   * How to compile or syntax-check, in `/box`, which it may write to; undefined when there is no such step. `sources` are the files
   * with one of the language's endings, at least one; all others of the submission lie beside them.
   */
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
  /** What the toolchain reads outside `/usr`, where a box shows it only if told: configuration in `/etc`. */
  readonly hostPaths?: readonly string[];
  /** Editor support. */
  readonly editorMode: string;
  readonly template: string;
  /** Prints `hello`; judged in the tests and used to measure the floor. */
  readonly hello: string;
  /** Programs that the tests judge. */
  readonly samples: {
    /** Reads two whole numbers of up to 10^12 from one line and prints their sum. */
    readonly sum: string;
    /** Fails in the compile or syntax check step; undefined where there is no such step. */
    readonly broken?: string;
    /** Fails while it runs: its exit status is not 0, or a signal ends it. */
    readonly crash: string;
  };
};
