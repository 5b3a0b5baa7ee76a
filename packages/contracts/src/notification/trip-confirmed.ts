import { z } from 'zod';
import { kind } from './kind.ts';

export const tripConfirmed = kind({
  name: 'Trip confirmed',
  data: z.object({
    tripId: z.uuid(),
    title: z.string(),
    reference: z.string(),
    startsAt: z.iso.datetime(),
    /** Of its first part, IANA name. */
    timezone: z.string(),
  }),
  mail: true,
  title: ({ title }) => `${title} is booked`,
  text: ({ reference, startsAt, timezone }, { time }) =>
    `Your trip begins on ${time(startsAt, timezone)}. Your booking reference is ${reference}; give it wherever you are asked for one.`,
  link: ({ tripId }) => `/trips/${tripId}`,
});
