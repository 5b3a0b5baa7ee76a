import { expect, test } from 'vitest';
import { plotOf } from './plot.ts';
import { changeText } from './rating-words.ts';

test('points go from left to right by time, higher ratings above lower ones', () => {
  const { points, low, high } = plotOf([
    { at: 0, rating: 1_000 },
    { at: 100, rating: 1_200 },
    { at: 400, rating: 900 },
  ]);
  expect(points.map(({ x }) => Math.round(x))).toEqual([3, 27, 97]);
  expect(points[1]?.y).toBeLessThan(points[0]?.y ?? 0);
  expect(points[2]?.y).toBeGreaterThan(points[0]?.y ?? 1);
  expect([low, high]).toEqual([840, 1_260]);
});

test('bands fill the height without gaps, the lowest below everything', () => {
  const { bands } = plotOf([
    { at: 0, rating: 900 },
    { at: 1, rating: 1_600 },
  ]);
  expect(bands.map(({ band }) => band.name)).toEqual(['expert', 'journeyman', 'apprentice', 'novice']);
  expect(bands[0]?.top).toBe(0);
  expect(bands.at(-1)?.bottom).toBe(1);
  for (const [index, { bottom }] of bands.slice(0, -1).entries()) expect(bands[index + 1]?.top).toBe(bottom);
});

test('one point is in the middle, and those of one moment are side by side', () => {
  expect(plotOf([{ at: 5, rating: 1_000 }]).points[0]?.x).toBe(50);
  const same = plotOf([
    { at: 5, rating: 1_000 },
    { at: 5, rating: 1_010 },
  ]);
  expect(same.points.map(({ x }) => x)).toEqual([3, 97]);
});

test('a change has a sign, and a newcomer a rating', () => {
  expect([changeText(1_000, 1_012), changeText(1_000, 993), changeText(5, 5), changeText(null, 960)]).toEqual([
    '+12',
    '−7',
    '±0',
    'new 960',
  ]);
});
