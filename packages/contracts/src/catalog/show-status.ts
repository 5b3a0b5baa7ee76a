import { z } from 'zod';

/** A cancelled show stays cancelled. */
export const showStatus = z.enum(['ON_SALE', 'CANCELLED']);
