import { z } from 'zod';
import { kind } from './kind.ts';
import { namedShow, seatList } from './show.ts';

export const seatsOffered = kind({
  name: 'Seats from a waiting list',
  data: z.object({ showId: z.uuid(), ...namedShow, seats: z.array(z.string()), deadline: z.iso.datetime() }),
  mail: true,
  title: ({ title }) => `Seats for ${title} are yours if you want them`,
  text: ({ seats, deadline }, { time }) =>
    `${seatList(seats).replace(/^s/, 'S')} became free and ${seats.length === 1 ? 'is' : 'are'} kept for you until ${time(deadline)}.`,
  link: ({ showId }) => `/shows/${showId}`,
});
