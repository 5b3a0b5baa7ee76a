import type { BadgeRule } from './badge.ts';

export const badge: BadgeRule = {
  id: 'expert',
  title: 'Expert',
  text: 'Reach a rating of 1500.',
  part: 'rating',
  need: 1500,
  have: ({ highestRating }) => highestRating ?? 0,
};
