import type { BadgeRule } from './badge.ts';

export const badge: BadgeRule = {
  id: 'week-streak',
  title: 'Week streak',
  text: 'Submit on 7 days in a row.',
  part: 'activity',
  need: 7,
  have: ({ streak }) => streak,
};
