import { bankPayout, type newBankPayout } from '@docket/contracts/bank/api';
import { OutcomeUnknown, ProviderRefused } from '@docket/domain/payment/provider';
import type { PayoutProvider, PayoutTruth } from '@docket/domain/wallet/payout-provider';
import { z } from 'zod';

/** The bank answers within this, or nobody knows what it did. */
const TIMEOUT_MS = 10_000;

const fault = z.object({ code: z.string(), detail: z.string().optional() });

type BankAddress = { readonly url: string; readonly apiKey: string };

/** @throws OutcomeUnknown for no answer and for faults of the bank's own; ProviderRefused for what it will never do */
async function call(
  { url, apiKey }: BankAddress,
  path: string,
  post?: { readonly key: string; readonly body: z.input<typeof newBankPayout> },
): Promise<PayoutTruth> {
  let answer: Response;
  let text: string;
  try {
    answer = await fetch(`${url}${path}`, {
      method: post === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${apiKey}`,
        ...(post === undefined ? {} : { 'content-type': 'application/json', 'idempotency-key': post.key }),
      },
      ...(post === undefined ? {} : { body: JSON.stringify(post.body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    text = await answer.text();
  } catch (error) {
    throw new OutcomeUnknown('the bank did not answer', { cause: error });
  }
  if (answer.ok) return truthOf(text);
  const { code = 'unknown', detail = '' } = readJson(fault, text) ?? {};
  if (answer.status === 404 && code === 'payout_not_found') return { providerRef: null, state: 'gone', failure: null };
  // A fault of ours (no such key, too many at once) says as little of the payout as one of the bank's.
  if (answer.status !== 422 && code !== 'reference_taken')
    throw new OutcomeUnknown(`the bank answered ${answer.status} ${code}`);
  throw new ProviderRefused(code, detail);
}

function readJson<S extends z.ZodType>(schema: S, text: string): z.output<S> | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function truthOf(text: string): PayoutTruth {
  const payout = readJson(bankPayout, text);
  if (payout === undefined) throw new OutcomeUnknown('the bank answered what is no payout');
  return { providerRef: payout.id, state: payout.status, failure: payout.failure };
}

/** Payouts by the bank's interface (`contracts/bank/api.ts`). The reference is the Idempotency-Key, too. */
export function bankPayouts(address: BankAddress): PayoutProvider {
  return {
    name: 'bank',
    createPayout: (body) => call(address, '/v1/payouts', { key: `payout-${body.reference}`, body }),
    fetchPayout: ({ reference, providerRef }) =>
      call(
        address,
        providerRef === null
          ? `/v1/payouts?reference=${encodeURIComponent(reference)}`
          : `/v1/payouts/${encodeURIComponent(providerRef)}`,
      ),
  };
}
