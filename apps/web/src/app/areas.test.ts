import { expect, it } from 'vitest';
import { areaOf, AREAS, type Area } from './areas.ts';

const [practice] = AREAS;
const book: Area = { label: 'Book', home: '/', links: [], owns: ['/shows', '/tickets'] };

it.each([
  ['/problems', practice],
  ['/problems/two-sum', practice],
  ['/submissions/1', practice],
  ['/shows/1', book],
  ['/problemsolvers', undefined],
  ['/login', undefined],
])('%s belongs to its area', (pathname, area) => {
  expect(areaOf(pathname, [practice, book])).toBe(area);
});
