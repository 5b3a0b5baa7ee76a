import type { Gate } from '../booking/gate.ts';
import { checkPass, type PassSecret } from './pass.ts';

/** Shows with a waiting room are sold to those who were let in. @param secret passes are signed with it */
export function roomGate(secret: PassSecret): Gate {
  return async (ctx, on, { showId, show, pass, admitted = false }) => {
    if (show.waitingRoom && !admitted) await checkPass(ctx, on, { showId, pass, secret });
  };
}
