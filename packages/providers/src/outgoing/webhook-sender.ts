import type { WebhookSender } from '@docket/domain/outgoing-webhooks/sender';
import { signStandard } from '../signatures/sign-standard.ts';
import type { Caller } from './call.ts';

/** Calls endpoints of merchants, signed as Standard Webhooks says. */
export function createWebhookSender(call: Caller): WebhookSender {
  return async ({ url, id, body, secrets, at }) => {
    const began = performance.now();
    const timestamp = String(Math.floor(at.getTime() / 1_000));
    const took = (): number => Math.round(performance.now() - began);
    try {
      const answer = await call({
        url,
        body: Buffer.from(body),
        headers: {
          'content-type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': timestamp,
          'webhook-signature': signStandard(secrets, { id, timestamp, body }),
        },
      });
      return { status: answer.status, answer: answer.body, retryAfterSeconds: answer.retryAfterSeconds, ms: took() };
    } catch (error) {
      return { status: null, error: error instanceof Error ? error.message : String(error), ms: took() };
    }
  };
}
