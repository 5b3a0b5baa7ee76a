/** A browser as push services know it; its keys in base64url. */
export type PushTarget = { readonly endpoint: string; readonly p256dh: string; readonly auth: string };

/** `text` is what the service worker reads. Of messages with the same `topic` (32 letters of base64url at most) a push service keeps the last. */
export type PushMessage = { readonly text: string; readonly topic: string; readonly ttlSeconds: number };

/** `gone`: the browser does not want any more, ever. `later`: its push service wants us to come again. */
export type PushOutcome =
  | { readonly kind: 'sent' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'later'; readonly seconds: number };

export type PushSender = {
  /** Browsers that were turned on with another one do not take what this sender sends. */
  readonly serverKey: string;
  /** @throws Error for a push service that does not answer, or refuses */
  readonly send: (target: PushTarget, message: PushMessage) => Promise<PushOutcome>;
};
