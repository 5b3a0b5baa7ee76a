import type { Logger } from '@docket/runtime/logger';
import { z } from 'zod';
import { type Bank, nowOf } from '../bank.ts';
import { attempt, type Target } from './attempt.ts';

/** Sent at once at most. */
const ABREAST = 8;
/** The pause after a first attempt that failed; it doubles up to the longest. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 300_000;
/** Over about an hour; afterwards only the panel sends it. */
const ATTEMPTS = 20;

const dueRow = z.object({ id: z.string(), event: z.string(), copies: z.int(), attempts: z.int() });
type Due = z.infer<typeof dueRow>;
const nextRow = z.object({ due: z.string().nullable() });

/** Not those that wait for another one to be tried. */
const READY = `status = 'waiting' AND (after_id IS NULL OR EXISTS
  (SELECT 1 FROM callbacks AS first WHERE first.id = callbacks.after_id AND (first.attempts > 0 OR first.status <> 'waiting')))`;

export type Sender = {
  /** Looks whether something is due. */
  wake(): void;
  /** Sends nothing more, and gives up what is being sent: it is owed still. */
  stop(): Promise<void>;
};

/** Sends what the outbox owes until it is taken, the oldest first. */
export function createSender(bank: Bank, target: Target, log: Logger): Sender {
  const sending = new Map<string, Promise<void>>();
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;

  async function send(callback: Due): Promise<void> {
    const taken = await attempt(bank, target, callback, stopping.signal);
    for (let copy = 0; copy < callback.copies && !stopping.signal.aborted; copy += 1)
      await attempt(bank, target, callback, stopping.signal);
    const attempts = callback.attempts + 1;
    const status = taken ? 'sent' : attempts >= ATTEMPTS ? 'given_up' : 'waiting';
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(callback.attempts, 20), LONGEST_PAUSE_MS);
    bank.store.run(
      `UPDATE callbacks SET status = :status, attempts = :attempts, copies = 0, due_at = :due WHERE id = :id AND status = 'waiting'`,
      { id: callback.id, status, attempts, due: nowOf(bank, pause) },
    );
  }

  function begin(callback: Due): void {
    // Noted before it begins: an attempt is a change, and after a change we are woken.
    const work = Promise.resolve()
      .then(() => send(callback))
      .catch((error: unknown) => log.error({ err: error, callback: callback.id }, 'a callback was not sent'))
      .finally(() => {
        sending.delete(callback.id);
        wake();
      });
    sending.set(callback.id, work);
  }

  function wake(): void {
    clearTimeout(timer);
    if (stopping.signal.aborted) return;
    const now = nowOf(bank);
    const due = bank.store
      .all(
        dueRow,
        `SELECT id, event, copies, attempts FROM callbacks WHERE ${READY} AND due_at <= :now ORDER BY due_at, seq LIMIT :limit`,
        {
          now,
          limit: 2 * ABREAST,
        },
      )
      .filter(({ id }) => !sending.has(id));
    for (const callback of due.slice(0, ABREAST - sending.size)) begin(callback);
    const next = bank.store.find(nextRow, `SELECT min(due_at) AS due FROM callbacks WHERE ${READY} AND due_at > :now`, {
      now,
    });
    if (next?.due == null) return;
    timer = setTimeout(wake, Math.min(Math.max(Date.parse(next.due) - Date.parse(now), 1), LONGEST_PAUSE_MS));
  }

  return {
    wake,
    async stop() {
      clearTimeout(timer);
      stopping.abort(new Error('the bank stops'));
      await Promise.all(sending.values());
    },
  };
}
