import { z } from 'zod';
import { kind } from './kind.ts';

/** The text is read where it is decided who may read it. */
export const contestTold = kind({
  name: 'Announcements and answers in contests',
  data: z.object({
    contestId: z.uuid(),
    slug: z.string(),
    title: z.string(),
    clarificationId: z.uuid(),
    kind: z.enum(['question', 'announcement']),
  }),
  mail: false,
  title: ({ title, kind: what }) =>
    what === 'announcement' ? `${title}: an announcement` : `${title}: the jury has answered`,
  text: ({ kind: what }) =>
    what === 'announcement'
      ? 'The jury has announced something to everybody who takes part.'
      : 'There is an answer of the jury to a question.',
  link: ({ slug }) => `/contest/${slug}`,
});
