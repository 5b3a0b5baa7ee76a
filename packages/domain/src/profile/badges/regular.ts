import type { BadgeRule } from './badge.ts';

export const badge: BadgeRule = {
  id: 'regular',
  title: 'Regular',
  text: 'Take part in 10 contests.',
  part: 'contests',
  need: 10,
  have: ({ contests }) => contests,
};
