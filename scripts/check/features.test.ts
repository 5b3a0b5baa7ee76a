import { describe, expect, test } from 'vitest';
import { circle, crossings, listening, objection } from './features.mjs';

const ROOT = new URL('../..', import.meta.url).pathname;
const at = (path: string) => `apps/web/src/${path}`;

describe('objection', () => {
  test.each([
    ['features/catalog/components/a.tsx', '../../booking/api/b.ts'],
    ['features/problem/components/a.tsx', '../../submission/api/b.ts'],
    ['features/identity/components/a.tsx', '../../../app/header.tsx'],
    ['lib/docket.ts', '../features/identity/api/next.ts'],
    ['ui/button.tsx', '../app/theme.ts'],
    ['features/unlisted/a.ts', '../../lib/docket.ts'],
    ['features/booking/api/a.ts', '../../../routes/booking.ts'],
  ])('%s may not import %s', (path, module) => {
    expect(objection(at(path), module)).toBeDefined();
  });

  test.each([
    ['features/booking/components/a.tsx', '../../catalog/api/b.ts'],
    ['features/booking/components/a.tsx', '../api/b.ts'],
    ['features/booking/components/a.tsx', '../../../ui/button.tsx'],
    ['features/booking/components/a.tsx', 'react'],
    ['app/layout.tsx', '../features/submission/components/a.tsx'],
    ['routes/booking.ts', '../features/booking/components/a.tsx'],
  ])('%s may import %s', (path, module) => {
    expect(objection(at(path), module)).toBeUndefined();
  });
});

test('only the live mechanism listens', () => {
  const source = 'useEffect(() => docket.realtime.listen({ event }), []);';
  expect(listening(at('features/booking/api/a.ts'), source)).toContain('docket.realtime');
  expect(
    listening(at('features/run/api/a.ts'), 'for await (const run of docket.watchRun(id)) take(run);'),
  ).toBeDefined();
  expect(listening(at('lib/live/a.ts'), source)).toBeUndefined();
  expect(listening(at('features/booking/api/a.ts'), '/** As docket.watchRun does. */')).toBeUndefined();
});

test('a circle is found, however long', () => {
  expect(circle({ a: ['b'], b: ['c'], c: ['a'] })).toBe('a -> b -> c -> a');
  expect(circle({ a: ['b', 'c'], b: ['c'], c: [] })).toBeUndefined();
});

test('the web app keeps to its walls', () => {
  expect(crossings(ROOT)).toEqual([]);
});
