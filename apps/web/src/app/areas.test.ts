import { expect, it } from 'vitest';
import { areaOf, AREAS } from './areas.ts';

const [practice, book, travel] = AREAS;

it.each([
  ['/problems', practice],
  ['/problems/two-sum', practice],
  ['/contests/autumn/board', practice],
  ['/submissions/1', practice],
  ['/shows/1', book],
  ['/venue/halls', book],
  ['/stays/search', travel],
  ['/trips/1/pay', travel],
  ['/problemsolvers', undefined],
  ['/login', undefined],
])('%s belongs to its area', (pathname, area) => {
  expect(areaOf(pathname)).toBe(area);
});
