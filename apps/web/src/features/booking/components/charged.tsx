import type { Payment } from '@docket/contracts/http/payment';
import { chargedWords } from '../../payment/payment-look.ts';

/**
 * What was paid for a booking that came to nothing, and what becomes of the money; the one place where that is said.
 * @param payment null for one that nobody has begun to pay for; undefined while that is not known
 */
export function Charged({ payment }: { readonly payment: Payment | null | undefined }) {
  return (
    <p data-testid="charged" className="font-medium">
      {chargedWords(payment)}
    </p>
  );
}
