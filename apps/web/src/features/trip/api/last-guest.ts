import { localValue } from '../../../lib/local-value.ts';

/** In whose name its person booked last on this device. */
export type LastGuest = { readonly userId: string; readonly name: string };

export const lastGuest = localValue<LastGuest>('docket.guest', (stored) =>
  typeof stored === 'object' &&
  stored !== null &&
  'userId' in stored &&
  'name' in stored &&
  typeof stored.userId === 'string' &&
  typeof stored.name === 'string'
    ? { userId: stored.userId, name: stored.name }
    : undefined,
);
