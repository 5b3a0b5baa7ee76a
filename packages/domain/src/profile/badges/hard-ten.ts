import type { BadgeRule } from './badge.ts';

export const badge: BadgeRule = {
  id: 'hard-ten',
  title: 'Hard ten',
  text: 'Solve 10 hard problems.',
  part: 'solved',
  need: 10,
  have: ({ solved }) => solved.hard,
};
