import { z } from 'zod';
import { MANAGERS } from '../access.ts';
import { route, timestamp, uuid } from './route.ts';

/** Run times and memory of a problem in a language: of everybody's best to the version that is judged by now. Nobody's while a contest has the problem. */
export const runTimes = z.object({
  language: z.string(),
  people: z.int(),
  /** From the fastest up, each wider than the one before by the same factor. Empty while nobody was accepted. */
  bins: z.array(z.object({ fromMs: z.number(), toMs: z.number(), people: z.int() })),
  /** The same for memory, from the smallest up. Servers before 0.3 leave it out. */
  memory: z.array(z.object({ fromBytes: z.number(), toBytes: z.number(), people: z.int() })).optional(),
  /** The caller's bests, and the share of the others that they are faster and smaller than (0..1; null without others). */
  own: z
    .object({
      cpuMs: z.number(),
      fasterThan: z.number().nullable(),
      memoryBytes: z.number().optional(),
      smallerThan: z.number().nullable().optional(),
    })
    .nullable(),
});
export type RunTimes = z.infer<typeof runTimes>;

export const getRunTimes = route({
  method: 'GET',
  path: '/problems/:slug/run-times',
  access: 'public',
  status: 200,
  summary: 'How fast accepted submissions are in a language and what memory they take, with your own among them',
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
