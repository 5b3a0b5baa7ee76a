import { comparePaths } from './files.ts';
import type { ScoreGroup } from './types.ts';

/** `''`, `secret`, `secret/group1`, ...: every folder that holds a test, and those around it; each after its parent. */
export function foldersOf(tests: readonly string[]): readonly string[] {
  const folders = new Set<string>(['']);
  for (const test of tests) {
    const segments = test.split('/').slice(0, -1);
    for (let depth = 1; depth <= segments.length; depth++) folders.add(segments.slice(0, depth).join('/'));
  }
  return [...folders].sort(comparePaths);
}

/** The folder around one; empty for those directly below `data/`. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** Do samples make no points, although they are judged? */
export function ignoresSamples(groups: readonly ScoreGroup[]): boolean {
  return groups[0]?.grader?.ignoreSample === true;
}
