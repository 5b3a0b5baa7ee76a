import { expect, it } from 'vitest';
import { safeNext } from './next.ts';

it.each([
  ['/problems/two-sum?submission=1#x', '/problems/two-sum?submission=1#x'],
  ['//evil.example', undefined],
  ['/\\evil.example', undefined],
  ['/\t/evil.example', undefined],
  ['/\n\\evil.example', undefined],
  ['https://evil.example', undefined],
  ['javascript:alert(1)', undefined],
  [undefined, undefined],
])('goes on from %s to %s', (next, target) => {
  expect(safeNext(next)).toBe(target);
});
