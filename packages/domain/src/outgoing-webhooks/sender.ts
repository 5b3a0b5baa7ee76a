/** An event on its way out. `at` is when it is sent, not when it happened; `secrets` sign it, newest first. */
export type OutgoingWebhook = {
  /** POST where it says nothing. */
  readonly method?: 'POST' | 'PUT';
  readonly url: string;
  readonly id: string;
  readonly body: string;
  readonly secrets: readonly string[];
  readonly at: Date;
};

/** What calling an endpoint has brought: an answer with its first bytes, or why there was none. */
export type WebhookOutcome =
  | { readonly status: number; readonly answer: string; readonly retryAfterSeconds: number | null; readonly ms: number }
  | { readonly status: null; readonly error: string; readonly ms: number };

/** Calls an endpoint. Never throws for what the other side does. */
export type WebhookSender = (webhook: OutgoingWebhook) => Promise<WebhookOutcome>;
