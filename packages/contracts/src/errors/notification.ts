import type { ErrorTable } from './table.ts';

/** Notifications on devices. */
export const notificationErrors = {
  push_off: [409, 'Nothing is pushed to devices by this installation'],
  push_key_changed: [409, 'The browser has subscribed with another key than the one in use'],
  device_not_found: [404, 'There is no such device'],
} as const satisfies ErrorTable;
