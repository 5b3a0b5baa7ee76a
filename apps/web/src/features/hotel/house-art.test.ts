import { propertyKind } from '@docket/contracts/hotel/stay';
import { expect, it } from 'vitest';
import { houseArt, TIMES } from './house-art.ts';

it('draws a house alike every time, and houses unlike each other', () => {
  expect(houseArt('banyan-house', 'guesthouse', 3)).toEqual(houseArt('banyan-house', 'guesthouse', 3));
  const many = Array.from({ length: 200 }, (_, index) => houseArt(`house-${index}`, 'hotel', index % 6));
  expect(new Set(many.map(({ time }) => time))).toEqual(new Set(TIMES));
  expect(new Set(many.map(({ wall }) => wall)).size).toBeGreaterThan(30);
});

it('draws a better house of a kind no smaller', () => {
  for (const kind of propertyKind.options)
    for (let index = 0; index < 40; index += 1)
      expect(houseArt(`h-${index}`, kind, 5).floors).toBeGreaterThanOrEqual(houseArt(`h-${index}`, kind, 1).floors);
});
