import { expect, it } from 'vitest';
import { medalOf, USUAL_MEDALS } from './medals.ts';

it.each([
  [1, 'gold'],
  [4, 'gold'],
  [5, 'silver'],
  [12, 'bronze'],
  [13, undefined],
  [null, undefined],
] as const)('place %s gets %s', (place, medal) => {
  expect(medalOf(place, USUAL_MEDALS)).toBe(medal);
});

it('gives none of what there is none', () => {
  expect(medalOf(1, { gold: 0, silver: 1, bronze: 0 })).toBe('silver');
});
