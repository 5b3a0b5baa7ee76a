import type { BadgeRule } from './badge.ts';

export const badge: BadgeRule = {
  id: 'contestant',
  title: 'Contestant',
  text: 'Take part in a contest.',
  part: 'contests',
  need: 1,
  have: ({ contests }) => contests,
};
