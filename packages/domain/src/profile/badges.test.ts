import { expect, test } from 'vitest';
import { badgeRules, badgesOf, longestStreak } from './badges.ts';
import type { BadgeFacts } from './badges/badge.ts';

const nothing: BadgeFacts = {
  solved: { easy: 0, medium: 0, hard: 0 },
  languages: 0,
  tags: 0,
  streak: 0,
  contests: 0,
  bestPlace: null,
  highestRating: null,
};
const all: BadgeFacts = {
  solved: { easy: 40, medium: 40, hard: 40 },
  languages: 9,
  tags: 30,
  streak: 60,
  contests: 12,
  bestPlace: 2,
  highestRating: 1_800,
};

test('ids are unique, nobody has a badge for nothing, and each can be earned', () => {
  expect(new Set(badgeRules.map(({ id }) => id)).size).toBe(badgeRules.length);
  expect(badgesOf(nothing, () => true, false)).toEqual([]);
  expect(badgesOf(all, () => true, false).map(({ id }) => id)).toEqual(badgeRules.map(({ id }) => id));
});

test('what a badge rests on hides it', () => {
  const shown = badgesOf(all, (part) => part === 'contests', true).map(({ id }) => id);
  expect(shown).toEqual(['contestant', 'regular']);
});

test('the own ones say how far it is', () => {
  const half = badgesOf({ ...nothing, solved: { easy: 20, medium: 5, hard: 0 } }, () => true, true);
  expect(half.find(({ id }) => id === 'half-hundred')).toMatchObject({ have: 25, need: 50 });
});

test('a streak is days in a row, over ends of months', () => {
  expect(longestStreak([])).toBe(0);
  expect(longestStreak(['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-03'])).toBe(3);
});
