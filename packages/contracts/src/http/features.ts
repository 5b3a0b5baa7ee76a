import { z } from 'zod';
import { route } from './route.ts';

/** What this installation offers beyond what every one does; a page shows what is true here. */
export const features = z.object({
  /** Bookings can be confirmed by hand, without a payment. */
  developmentConfirm: z.boolean(),
});
export type Features = z.infer<typeof features>;

export const getFeatures = route({
  method: 'GET',
  path: '/features',
  access: 'public',
  status: 200,
  summary: 'What this installation offers',
  response: features,
  errors: [],
});
