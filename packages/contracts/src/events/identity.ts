import { z } from 'zod';
import { roles } from '../access.ts';

/** Where gateways hear what clients are not told of; nobody may subscribe to it from outside. */
export const GATEWAY_CHANNEL = 'gateways';

/** What an account may do has changed, so what was derived from it before (socket tokens, open sockets) is good no longer. */
export const accessChanged = z.object({
  userId: z.uuid(),
  /** Logins that ended: their sockets are closed, and socket tokens made with them are refused. */
  endedSessions: z.array(z.uuid()),
  /** The account's role where that is what changed: sockets with another come back with a new token. */
  role: z.enum(roles).nullable(),
});
export type AccessChanged = z.infer<typeof accessChanged>;
