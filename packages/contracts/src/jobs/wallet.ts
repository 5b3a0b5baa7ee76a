import { z } from 'zod';

export const walletJobs = {
  /** A user's withdrawals may go on: carries out the next. Which one that is the database says; done before, it changes nothing. */
  'withdrawal.next': { queue: 'money', payload: z.object({ userId: z.uuid() }), attempts: 8 },
  /** A withdrawal that was paid may have come back: the bank is asked. Done before, it changes nothing. */
  'withdrawal.look': { queue: 'money', payload: z.object({ withdrawalId: z.uuid() }), attempts: 8 },
} as const;
