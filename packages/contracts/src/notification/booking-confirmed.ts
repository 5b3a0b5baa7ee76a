import { z } from 'zod';
import { kind } from './kind.ts';
import { namedShow, seatList } from './show.ts';

export const bookingConfirmed = kind({
  name: 'Seats confirmed',
  data: z.object({ bookingId: z.uuid(), ...namedShow, seats: z.array(z.string()) }),
  mail: true,
  title: ({ title }) => `Your seats for ${title} are confirmed`,
  text: ({ venue, startsAt, timezone, seats }, { time }) =>
    `You have ${seatList(seats)} on ${time(startsAt, timezone)}, ${venue}. Your tickets are in the app.`,
  link: ({ bookingId }) => `/bookings/${bookingId}`,
});
