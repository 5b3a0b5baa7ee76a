import type { Payment } from '@docket/contracts/http/payment';
import { wasPaid } from '../../payment/payment-look.ts';

/**
 * What was paid for a booking that came to nothing, and what becomes of the money; the one place where that is said.
 * @param payment null for one that nobody has begun to pay for; undefined while that is not known
 */
export function Charged({ payment }: { readonly payment: Payment | null | undefined }) {
  return (
    <p data-testid="charged" className="font-medium">
      {wordsOf(payment)}
    </p>
  );
}

function wordsOf(payment: Payment | null | undefined): string {
  if (payment === undefined) return 'Looking up what was paid…';
  if (payment === null || !wasPaid(payment)) return 'Nothing was charged.';
  return payment.refunds.length > 0 ? 'What you paid goes back to where it came from.' : 'You paid for it.';
}
