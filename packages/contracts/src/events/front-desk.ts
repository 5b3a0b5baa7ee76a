import { z } from 'zod';

/** Something changed at the front desk of a property: whoever looks at it reads it again. It names no guest; anybody may listen. To `desk:<propertyId>`. */
export const deskChanged = z.object({ propertyId: z.uuid() });
