import type { BadgeRule } from './badge.ts';

export const badge: BadgeRule = {
  id: 'polyglot',
  title: 'Polyglot',
  text: 'Solve problems in 5 languages.',
  part: 'solved',
  need: 5,
  have: ({ languages }) => languages,
};
