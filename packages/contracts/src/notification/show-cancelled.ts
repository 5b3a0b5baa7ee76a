import { z } from 'zod';
import { kind } from './kind.ts';
import { namedShow } from './show.ts';

export const showCancelled = kind({
  name: 'Show cancelled',
  data: z.object({ showId: z.uuid(), ...namedShow, hadSeats: z.boolean() }),
  mail: true,
  title: ({ title }) => `${title} is cancelled`,
  text: ({ venue, startsAt, timezone, hadSeats }, { time }) =>
    `The show on ${time(startsAt, timezone)}, ${venue}, does not take place. ${
      hadSeats
        ? 'Tickets for it are no longer good. What you paid goes back to where it came from.'
        : 'You waited for seats of it; there is nothing more to wait for.'
    }`,
  link: ({ showId }) => `/shows/${showId}`,
});
