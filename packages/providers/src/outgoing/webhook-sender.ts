import type { WebhookSender } from '@docket/domain/outgoing-webhooks/sender';
import { addressTrouble, hostAndPort } from '@docket/runtime/address-trouble';
import { signStandard } from '../signatures/sign-standard.ts';
import type { Caller } from './call.ts';

/** Calls endpoints of merchants, signed as Standard Webhooks says. */
export function createWebhookSender(call: Caller): WebhookSender {
  return async ({ method, url, id, body, secrets, at }) => {
    const began = performance.now();
    const timestamp = String(Math.floor(at.getTime() / 1_000));
    const took = (): number => Math.round(performance.now() - began);
    try {
      const answer = await call({
        ...(method === undefined ? {} : { method }),
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
      return { status: null, error: reasonOf(error, url), ms: took() };
    }
  };
}

/** Why there was no answer, for the merchant who reads the log. */
function reasonOf(error: unknown, url: string): string {
  const to = new URL(url);
  const { where } = hostAndPort(to, to.protocol === 'https:' ? 443 : 80);
  return addressTrouble(error, where) ?? (error instanceof Error ? error.message : String(error));
}
