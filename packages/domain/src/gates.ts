import type { Gate } from './booking/gate.ts';
import { roomGate } from './waiting-room/gate.ts';
import type { PassSecret } from './waiting-room/pass.ts';

/** Every gate that stands before seats, whichever way leads to them (`passGates`). @param secrets.pass passes of waiting rooms are signed with it */
export function bookingGates(secrets: { readonly pass: PassSecret }): readonly Gate[] {
  return [roomGate(secrets.pass)];
}
