import { z } from 'zod';
import { kind } from './kind.ts';

export const webhookDisabled = kind({
  name: 'Webhooks that were disabled',
  data: z.object({
    endpointId: z.uuid(),
    /** Of the endpoint; what stands behind it is nobody else's business. */
    host: z.string(),
    why: z.enum(['failing', 'gone']),
    failingSince: z.iso.datetime(),
  }),
  mail: true,
  roles: ['manager', 'admin'],
  title: ({ host }) => `The webhook to ${host} is disabled`,
  text: ({ why, failingSince }, { time }) =>
    why === 'gone'
      ? 'It answered 410, which says that it is not wanted any more. Nothing is sent until you turn it on again.'
      : `It has taken nothing since ${time(failingSince)}. Nothing is sent until you turn it on again; what it missed can be replayed.`,
  link: ({ endpointId }) => `/venue/webhooks/${endpointId}`,
});
