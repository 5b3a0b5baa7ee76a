import { expect, test } from 'vitest';
import { bandOf, ratingBands } from './rating-bands.ts';

test('a rating has the highest band that it has reached, and the lowest there is below all of them', () => {
  expect([-40, 0, 999, 1_000, 1_499, 1_500, 5_000].map((rating) => bandOf(rating).name)).toEqual([
    'novice',
    'novice',
    'novice',
    'apprentice',
    'journeyman',
    'expert',
    'grandmaster',
  ]);
  expect(ratingBands.map(({ from }) => from)).toEqual(ratingBands.map(({ from }) => from).toSorted((a, b) => a - b));
});
