import type { BadgeRule } from './badge.ts';

export const badge: BadgeRule = {
  id: 'half-hundred',
  title: 'Half a hundred',
  text: 'Solve 50 problems.',
  part: 'solved',
  need: 50,
  have: ({ solved }) => solved.easy + solved.medium + solved.hard,
};
