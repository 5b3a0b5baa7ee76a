import { expect, it } from 'vitest';
import { MOTIFS, posterArt } from './poster-art.ts';

it('draws a title alike every time, and titles unlike each other', () => {
  expect(posterArt('monsoon-arithmetic')).toEqual(posterArt('monsoon-arithmetic'));
  const many = Array.from({ length: 200 }, (_, index) => posterArt(`title-${index}`));
  expect(new Set(many.map(({ motif }) => motif))).toEqual(new Set(MOTIFS));
  expect(new Set(many.map(({ hue }) => hue)).size).toBeGreaterThan(100);
});
