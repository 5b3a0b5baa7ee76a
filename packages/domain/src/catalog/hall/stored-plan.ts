import { z } from 'zod';
import { planFront, planZone, point } from '@docket/contracts/catalog/seat';

/** What `halls.plan` holds: all of a plan but its seats. */
export const storedPlan = z.object({ front: planFront, zones: z.array(planZone), best: point });
export type StoredPlan = z.infer<typeof storedPlan>;
