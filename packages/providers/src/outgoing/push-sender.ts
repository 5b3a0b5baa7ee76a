import type { PushSender } from '@docket/domain/notification/push/sender';
import type { VapidKeys } from '@docket/runtime/settings/outgoing';
import type { Caller } from './call.ts';
import { encryptPush } from './encrypt-push.ts';
import { createVapid } from './vapid.ts';

/** Where a push service says to come again and not when. */
const PAUSE_SECONDS = 60;

/** A push service answered, and says no. */
export class PushRefused extends Error {
  override readonly name = 'PushRefused';
}

/** Sends to browsers by their push services (RFC 8030). */
export function createPushSender(keys: VapidKeys, call: Caller): PushSender {
  const authorise = createVapid(keys);
  return {
    serverKey: keys.publicKey,
    async send(device, { text, topic, ttlSeconds }) {
      const answer = await call({
        url: device.endpoint,
        body: encryptPush(Buffer.from(text), device),
        headers: {
          authorization: authorise(device.endpoint, Math.floor(Date.now() / 1_000)),
          'content-type': 'application/octet-stream',
          'content-encoding': 'aes128gcm',
          ttl: String(ttlSeconds),
          topic,
          urgency: 'high',
        },
      });
      if (answer.status >= 200 && answer.status < 300) return { kind: 'sent' };
      if (answer.status === 404 || answer.status === 410) return { kind: 'gone' };
      if (answer.status === 429 || answer.retryAfterSeconds !== null)
        return { kind: 'later', seconds: answer.retryAfterSeconds ?? PAUSE_SECONDS };
      throw new PushRefused(`the push service answered ${answer.status}: ${answer.body.slice(0, 200)}`);
    },
  };
}
