import { z } from 'zod';
import { kind } from './kind.ts';
import { namedShow } from './show.ts';

export const showMoved = kind({
  name: 'Show moved',
  data: z.object({ showId: z.uuid(), ...namedShow, movedFrom: z.iso.datetime() }),
  mail: true,
  title: ({ title }) => `${title} has another time`,
  text: ({ venue, startsAt, movedFrom, timezone }, { time }) =>
    `It was to begin on ${time(movedFrom, timezone)} and begins on ${time(startsAt, timezone)}, ${venue}. Your tickets stay good. If the new time does not suit you, you can give your seats back.`,
  link: ({ showId }) => `/shows/${showId}`,
});
