import { z } from 'zod';
import { kind } from './kind.ts';

export const tripCancelled = kind({
  name: 'Trip cancelled',
  data: z.object({
    tripId: z.uuid(),
    title: z.string(),
    reference: z.string(),
    /** What goes back of what was paid. */
    refundMinor: z.int(),
    currency: z.string().length(3),
  }),
  mail: true,
  title: ({ title }) => `${title} is cancelled`,
  text: ({ reference, refundMinor, currency }, { money }) =>
    refundMinor > 0
      ? `You have given up your trip ${reference}. ${money(refundMinor, currency)} goes back to where it came from.`
      : `You have given up your trip ${reference}. By its terms nothing of the price goes back.`,
  link: ({ tripId }) => `/trips/${tripId}`,
});
