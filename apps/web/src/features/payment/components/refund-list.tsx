import type { Payment } from '@docket/contracts/http/payment';
import { formatMoney } from '../../../lib/money.ts';
import { Badge } from '../../../ui/badge.tsx';
import { REFUND_LOOKS, REFUND_REASONS } from '../payment-look.ts';

/** What of a payment goes back, and why. */
export function RefundList({ payment }: { readonly payment: Payment }) {
  if (payment.refunds.length === 0) return null;
  return (
    <ul aria-label="Refunds" className="grid gap-2">
      {payment.refunds.map((refund) => (
        <li
          key={refund.refundId}
          data-testid="refund"
          data-status={refund.status}
          className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 text-sm"
        >
          <span>
            <strong className="tabular-nums">{formatMoney(refund.amountMinor, refund.currency)}</strong> back:{' '}
            {REFUND_REASONS[refund.reason]}
          </span>
          <Badge tone={REFUND_LOOKS[refund.status].tone}>{REFUND_LOOKS[refund.status].word}</Badge>
        </li>
      ))}
    </ul>
  );
}
