import type { StreamReader, StreamView } from '@docket/queue/publish/reader';
import { errors, type ErrorReply } from './protocol/codes.ts';
import type { HistoryRequest } from './protocol/commands.ts';
import { encodePublication } from './protocol/replies.ts';

/** Publications of one answer, at most. */
const MOST = 300;

export type History = { readonly publications: readonly string[]; readonly epoch: string; readonly offset: number };

/**
 * Publications of a channel's window, as Centrifugo's `history` command gives them: none for a limit of 0 (the position alone), all for one below 0,
 * but never more than 300 nor than `bytes`. Oldest first after `since`, or newest first before it.
 * @throws when Redis is away
 */
export async function readHistory(
  reader: StreamReader,
  channel: string,
  { since, limit, reverse }: HistoryRequest,
  bytes: number,
): Promise<History | ErrorReply> {
  const count = limit < 0 ? MOST : Math.min(limit, MOST);
  const from = since?.offset ?? (reverse ? undefined : 0);
  // One more, since the one at `since` itself comes along.
  const [view] = await reader.read([
    { channel, ...(count === 0 || from === undefined ? {} : { since: from }), count: count + 1, reverse },
  ]);
  if (view === undefined || view instanceof Error) throw view ?? new Error('no answer for the channel');
  if (since !== undefined && !isKnown(view, since, reverse)) return errors.unrecoverablePosition;
  const entries = count === 0 ? [] : view.entries.slice(0, count);
  let left = bytes;
  const fitting = entries.filter(({ json }, at) => (left -= json.length) >= 0 || at === 0);
  return {
    publications: fitting.map(({ offset, json }) => encodePublication(offset, json)),
    epoch: view.epoch,
    offset: view.top,
  };
}

/** Is the position one of this epoch, and is what follows it still there? */
function isKnown(view: StreamView, since: { epoch: string; offset: number }, reverse: boolean): boolean {
  if (since.epoch !== '' && since.epoch !== view.epoch) return false;
  return reverse || (view.covered && !view.forgotten);
}
