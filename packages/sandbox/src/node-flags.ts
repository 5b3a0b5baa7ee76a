import { MIB, NODE_IN_BOX } from './backend.ts';
import type { Argv } from './languages/language.ts';

/** What Node needs beside its JavaScript heap; the heap gets the rest of the limit. */
const OUTSIDE_HEAP = 64 * MIB;

/** Node on a program in `/box`: heap a little under the limit, so that it ends in Node's own words rather than a kill. */
export function nodeArgv(entry: string, memoryBytes: number): Argv {
  const heap = Math.max(32, Math.floor((memoryBytes - OUTSIDE_HEAP) / MIB));
  return [NODE_IN_BOX, `--max-old-space-size=${heap}`, '--stack-size=65500', '--no-warnings', `/box/${entry}`];
}
