import { z } from 'zod';

export const paymentJobs = {
  /**
   * A refund is to be paid back by its provider. The same refund again is the same order. With a pause that doubles up to five minutes, so many runs without an
   * answer take three days; then an operator has to look at it.
   */
  'refund.send': { queue: 'money', payload: z.object({ refundId: z.uuid() }), attempts: 870 },
} as const;
