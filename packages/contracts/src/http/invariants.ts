import { z } from 'zod';
import { ADMINS } from '../access.ts';
import { route, timestamp } from './route.ts';

export const invariant = z.object({
  name: z.string(),
  /** What is recomputed, in a sentence. */
  checks: z.string(),
  /** What was found, in a sentence, or why it could not be asked for; null: there is no more to say. */
  note: z.string().nullable(),
  /** False: it could not be asked for, and is neither kept nor broken. */
  asked: z.boolean(),
  ok: z.boolean(),
  violations: z.int(),
  /** Up to five of them. */
  examples: z.array(z.record(z.string(), z.unknown())),
  ms: z.number(),
});
export type Invariant = z.infer<typeof invariant>;

export const invariantReport = z.object({
  at: timestamp,
  ok: z.boolean(),
  invariants: z.array(invariant),
});
export type InvariantReport = z.infer<typeof invariantReport>;

const described = {
  method: 'GET',
  access: ADMINS,
  status: 200,
  summary:
    'Recompute from the rows what must always hold: nothing sold twice, no hold past its time, movements that add up, no work without a job',
  response: invariantReport,
  errors: ['unauthenticated', 'forbidden'],
} as const;

export const getAdminInvariants = route({ ...described, path: '/admin/invariants' });
/** The same under the address that the issue tracker and scripts know. */
export const getInvariants = route({ ...described, path: '/invariants' });
