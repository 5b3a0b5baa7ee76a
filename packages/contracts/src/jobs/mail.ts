import { z } from 'zod';

export const mailJobs = {
  /** A mail about an account is to be sent. Its text, and the token of a reset, are made when it is. */
  'mail.send': { queue: 'mail', payload: z.object({ mailId: z.uuid() }), attempts: 8 },
} as const;
