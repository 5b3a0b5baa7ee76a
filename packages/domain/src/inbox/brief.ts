import { storable } from '../spine/storable.ts';

/** What of somebody else's words is kept: enough to go by. */
const LONGEST = 200;

/** A text that may be of any length and hold anything, as it is kept. */
export function brief(text: string): string {
  return storable(text).slice(0, LONGEST).toWellFormed();
}
