import { expect, test } from 'vitest';
import { folderObjection, JUDGE_MAY_USE, judgeViolations } from './judge-areas.mjs';

test('the judge keeps to its walls', () => {
  expect(judgeViolations(new URL('../..', import.meta.url).pathname)).toEqual([]);
});

test.each([
  ['judge/queue', 'judge/submission'],
  ['judge/source', 'judge/submission'],
  ['judge/submission', 'judge/run'],
  ['judge/problem', 'judge/package'],
  ['judge/submission', 'judge'],
  ['judge/unheard-of', 'judge/queue'],
])('%s may not use %s', (from, to) => {
  expect(folderObjection(from, to)).toBeDefined();
});

test('nothing uses what uses it, however many folders lie between', () => {
  const edges = new Map<string, readonly string[]>(Object.entries(JUDGE_MAY_USE));
  const reach = (from: string, seen = new Set<string>()): Set<string> => {
    for (const to of edges.get(from) ?? []) if (!seen.has(to)) reach(to, seen.add(to));
    return seen;
  };
  expect([...edges.keys()].filter((folder) => reach(folder).has(folder))).toEqual([]);
});
