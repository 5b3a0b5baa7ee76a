import type { BadgeRule } from './badge.ts';

export const badge: BadgeRule = {
  id: 'first-solve',
  title: 'First solve',
  text: 'Solve a problem.',
  part: 'solved',
  need: 1,
  have: ({ solved }) => solved.easy + solved.medium + solved.hard,
};
