import { MIB } from '../../backend.ts';
import { findMainClass } from '../../java-class.ts';
import type { Argv, LanguageSpec } from '../language.ts';

/** What the virtual machine needs beside its heap: code, metaspace, threads. */
const OUTSIDE_HEAP = 64 * MIB;
/** Every machine of ours: one core, no file of counters in /tmp, classes from the archive the JDK brings. */
export const JVM = ['-XX:+UseSerialGC', '-XX:-UsePerfData', '-Xshare:auto'] as const;
/** A compiler runs for a second or two: the optimising compiler would not earn its cost. */
export const JVM_COMPILER = [
  ...JVM,
  '-XX:TieredStopAtLevel=1',
  '-Xss16m',
  '-Xmx768m',
  '-Dfile.encoding=UTF-8',
] as const;

/** A Java program under a memory limit: heap and stack a little under it, so that it ends in Java's own words rather than a kill. */
export function jvmArgv(memoryBytes: number, classPath: readonly string[], ...words: readonly string[]): Argv {
  const heap = Math.max(16, Math.floor(Math.max(memoryBytes - OUTSIDE_HEAP, memoryBytes / 2) / MIB));
  return [
    '/usr/bin/java',
    ...JVM,
    `-Xmx${heap}m`,
    `-Xss${Math.min(64, heap)}m`,
    '-Dfile.encoding=UTF-8',
    '-cp',
    classPath.join(':'),
    ...words,
  ];
}

type Shared = 'compileLimits' | 'artifact' | 'entry' | 'run' | 'processes';

/** What languages have in common whose compiler leaves classes in `out`; `libraries` are the jars they need to run. */
export function jvmLanguage(
  own: Omit<LanguageSpec, Shared> & Partial<Pick<LanguageSpec, Shared>> & { readonly libraries?: readonly string[] },
): LanguageSpec {
  const { libraries = [], ...rest } = own;
  return {
    compileLimits: { cpuMs: 30_000, wallMs: 90_000, processes: 256 },
    artifact: 'out',
    entry: (files) => findMainClass(files),
    run: ({ entry, memoryBytes }) => ({ argv: jvmArgv(memoryBytes, ['/box/out', ...libraries], entry) }),
    processes: 128,
    ...rest,
  };
}

/** Prints the file `release` of the JDK that a tool belongs to: 400 ms less than starting it. */
export function jdkRelease(tool: string): Argv {
  return ['/bin/sh', '-c', 'test -x "$1" && cat "$(dirname "$(readlink -f "$1")")/../release"', 'sh', tool];
}
