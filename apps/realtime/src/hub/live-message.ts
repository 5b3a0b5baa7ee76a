import { textFrame } from '../protocol/wire.ts';
import type { Live } from './subscription.ts';

const NEWLINE = 10;

/** Reads what the publish script sends through pub/sub: `<epoch> <offset> <sent at, ms>`, a newline, the push. */
export function parseLiveMessage(message: Buffer): Live | undefined {
  const end = message.indexOf(NEWLINE);
  if (end < 0) return undefined;
  const [epoch, offset, sentAt] = message.toString('latin1', 0, end).split(' ');
  if (epoch === undefined || offset === undefined) return undefined;
  return { epoch, offset: Number(offset), sentAt: Number(sentAt), frame: textFrame(message.subarray(end + 1)) };
}
