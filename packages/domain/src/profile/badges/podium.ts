import type { BadgeRule } from './badge.ts';

export const badge: BadgeRule = {
  id: 'podium',
  title: 'Podium',
  text: 'Come in the first three of a rated contest of at least ten.',
  part: 'rating',
  need: 1,
  have: ({ bestPlace }) => (bestPlace !== null && bestPlace <= 3 ? 1 : 0),
};
