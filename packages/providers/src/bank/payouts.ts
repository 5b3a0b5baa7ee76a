import { bankPayout } from '@docket/contracts/bank/api';
import { OutcomeUnknown, ProviderRefused } from '@docket/domain/payment/provider';
import type { PayoutProvider, PayoutTruth } from '@docket/domain/wallet/payout-provider';
import { askBank, type BankAddress } from './ask.ts';

/** What the bank will never pay out. Anything else that it says (of our key, say) tells nothing of the payout. */
const FINAL: ReadonlySet<string> = new Set([
  'insufficient_funds',
  'invalid_destination',
  'invalid_request',
  'reference_taken',
]);

async function truth(
  asking: Promise<{ id: string; status: 'pending' | 'paid' | 'failed' | 'returned'; failure: string | null }>,
): Promise<PayoutTruth> {
  try {
    const { id, status, failure } = await asking;
    return { providerRef: id, state: status, failure };
  } catch (error) {
    if (!(error instanceof ProviderRefused) || FINAL.has(error.code)) throw error;
    if (error.code === 'payout_not_found') return { providerRef: null, state: 'gone', failure: null };
    throw new OutcomeUnknown(`the bank says ${error.code}`, { cause: error });
  }
}

/** Payouts by the bank's interface (`contracts/bank/api.ts`). The reference is the Idempotency-Key, too. */
export function bankPayouts(address: BankAddress): PayoutProvider {
  return {
    name: 'bank',
    createPayout: (body) =>
      truth(
        askBank(address, bankPayout, { method: 'POST', path: '/v1/payouts', key: `payout-${body.reference}`, body }),
      ),
    fetchPayout: ({ reference, providerRef }) => {
      const path =
        providerRef === null
          ? `/v1/payouts?reference=${encodeURIComponent(reference)}`
          : `/v1/payouts/${encodeURIComponent(providerRef)}`;
      return truth(askBank(address, bankPayout, { method: 'GET', path }));
    },
  };
}
