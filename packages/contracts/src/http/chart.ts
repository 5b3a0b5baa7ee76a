import { z } from 'zod';
import { MANAGERS } from '../access.ts';
import { route, timestamp, uuid } from './route.ts';

/** Run times of a problem in a language: of everybody's best accepted submission to the version that is judged by now. */
export const runTimes = z.object({
  language: z.string(),
  people: z.int(),
  /** From the fastest up, all of one width; the last has all that is slower. Empty while nobody was accepted. */
  bins: z.array(z.object({ fromMs: z.number(), toMs: z.number(), people: z.int() })),
  /** The caller's best, and the share of the others that it is faster than (0..1; null without others). */
  own: z.object({ cpuMs: z.number(), fasterThan: z.number().nullable() }).nullable(),
});
export type RunTimes = z.infer<typeof runTimes>;

export const getRunTimes = route({
  method: 'GET',
  path: '/problems/:slug/run-times',
  access: 'public',
  status: 200,
  summary: 'How fast accepted submissions are in a language, with your own among them',
  params: z.object({ slug: z.string() }),
  query: z.object({ language: z.string().min(1).max(40) }),
  response: runTimes,
  errors: ['problem_not_found'],
});

/** How a show has sold, by hours that begin when those of its city do. */
export const showSales = z.object({
  currency: z.string(),
  /** Hours with sales, in order, of the last week of its sale. */
  hours: z.array(z.object({ at: timestamp, seats: z.int(), takingsMinor: z.int() })),
  /** Sold before those. */
  earlier: z.object({ seats: z.int(), takingsMinor: z.int() }),
});
export type ShowSales = z.infer<typeof showSales>;

export const getShowSales = route({
  method: 'GET',
  path: '/shows/:id/sales',
  access: MANAGERS,
  status: 200,
  summary: 'Seats sold and what for, hour by hour',
  params: z.object({ id: uuid }),
  response: showSales,
  errors: ['show_not_found'],
});
