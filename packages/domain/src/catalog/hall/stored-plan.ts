import { z } from 'zod';
import { planArea, planFront, planZone, point } from '@docket/contracts/catalog/seat';

/** What `halls.plan` holds: all of a plan but its seats. */
export const storedPlan = z.object({
  front: planFront,
  zones: z.array(planZone),
  areas: z.array(planArea).default([]),
  best: point,
});
export type StoredPlan = z.infer<typeof storedPlan>;
