import { bankEvent } from '@docket/contracts/bank/api';
import { type Bank, nowOf } from '../bank.ts';
import { takeFault } from '../faults/faults.ts';
import { signatureOf } from './sign.ts';

export type Target = {
  readonly url: string;
  /** Newest first. */
  readonly secrets: readonly [string, ...string[]];
};

/** A receiver stores and answers; one that takes longer is asked again. */
const PATIENCE_MS = 10_000;

/** Sends a callback once, and writes down what was sent and answered. @returns whether it was taken */
export async function attempt(
  bank: Bank,
  target: Target,
  callback: { readonly id: string; readonly event: string },
  signal: AbortSignal,
): Promise<boolean> {
  const [tampered, old] = bank.store.change(() => [
    takeFault(bank, 'callbacks', 'tamper') !== undefined,
    takeFault(bank, 'callbacks', 'oldSecret') !== undefined,
  ]);
  const seconds = Math.floor(bank.clock.now().getTime() / 1_000);
  const secret = old ? (target.secrets.at(-1) ?? target.secrets[0]) : target.secrets[0];
  const signature = signatureOf(secret, callback.id, seconds, callback.event);
  const body = tampered ? changed(callback.event) : callback.event;
  const at = nowOf(bank);
  const started = performance.now();
  let [answer, error]: [number | null, string | null] = [null, null];
  try {
    const response = await fetch(target.url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/json',
        'webhook-id': callback.id,
        'webhook-timestamp': String(seconds),
        'webhook-signature': signature,
      },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
    });
    answer = response.status;
    await response.body?.cancel();
  } catch (reason) {
    error = whyOf(reason);
  }
  const faults = [tampered ? 'tamper' : '', old ? 'oldSecret' : ''].filter(Boolean).join(' ');
  const ms = Math.round(performance.now() - started);
  bank.store.run(
    `INSERT INTO deliveries (callback_id, at, url, signature, body, faults, answer, error, ms)
     VALUES (:id, :at, :url, :signature, :body, :faults, :answer, :error, :ms)`,
    { id: callback.id, at, url: target.url, signature, body, faults, answer, error, ms },
  );
  return answer !== null && answer >= 200 && answer < 300;
}

/** Still an event, of one minor unit more. */
function changed(body: string): string {
  const event = bankEvent.parse(JSON.parse(body));
  return JSON.stringify({ ...event, amountMinor: event.amountMinor + 1 });
}

function whyOf(reason: unknown): string {
  if (!(reason instanceof Error)) return String(reason);
  return reason.cause instanceof Error ? reason.cause.message : reason.message;
}
