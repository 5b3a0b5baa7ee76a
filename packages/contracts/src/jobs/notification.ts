import { z } from 'zod';

export const notificationJobs = {
  /** Notifications of kinds that go by mail: send them to those who want that. Done before, it changes nothing. */
  'notification.mail': {
    queue: 'mail',
    payload: z.object({ notificationId: z.uuid() }),
    attempts: 8,
  },
  /** Notifications of people who have turned a device on: send them there. Done before, it changes nothing. */
  'notification.push': {
    queue: 'outgoing',
    payload: z.object({ notificationId: z.uuid() }),
    attempts: 10,
  },
} as const;
