import type { BadgeRule } from './badge.ts';

export const badge: BadgeRule = {
  id: 'all-rounder',
  title: 'All-rounder',
  text: 'Solve problems with 15 different tags.',
  part: 'solved',
  need: 15,
  have: ({ tags }) => tags,
};
