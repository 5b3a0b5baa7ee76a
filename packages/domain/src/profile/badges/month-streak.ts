import type { BadgeRule } from './badge.ts';

export const badge: BadgeRule = {
  id: 'month-streak',
  title: 'Month streak',
  text: 'Submit on 30 days in a row.',
  part: 'activity',
  need: 30,
  have: ({ streak }) => streak,
};
