import { z } from 'zod';

export const reconciliationJobs = {
  /** Statements of a provider are to be fetched from where they are read to, and reconciled. Done again, it goes on from there. */
  'statement.fetch': { queue: 'money', payload: z.object({ provider: z.string().min(1).max(40) }), attempts: 5 },
} as const;
