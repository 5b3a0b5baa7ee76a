import { createHmac, randomUUID } from 'node:crypto';

/** As Standard Webhooks has it; that ours reads what foreign libraries sign is tested beside the schemes. */
export function sign(
  secret: string,
  body: string | Uint8Array,
  {
    id = `evt_${randomUUID()}`,
    at = Math.floor(Date.now() / 1_000),
  }: { readonly id?: string; readonly at?: number } = {},
): Record<string, string> {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${at}.`).update(body).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': String(at), 'webhook-signature': `v1,${signature}` };
}

export type Answer = { readonly status: number; readonly text: string; readonly headers: Headers };

export async function call(
  url: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>>,
  provider = 'bank',
): Promise<Answer> {
  const response = await fetch(`${url}/webhooks/${provider}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
    signal: AbortSignal.timeout(15_000),
  });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

/** What a bank says of a payment, with the fields that the documents have. */
export function paymentEvent(reference: string, more: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    type: 'payment.captured',
    at: new Date().toISOString(),
    reference,
    id: `pay_${reference}`,
    amountMinor: 1_900_000,
    currency: 'INR',
    userId: '67',
    amount: '19000.00',
    flightDetails: {},
    ...more,
  });
}
