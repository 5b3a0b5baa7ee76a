import type { Payment } from '@docket/contracts/http/payment';
import { Link } from '@tanstack/react-router';
import { formatMoney } from '../../../lib/money.ts';
import { Badge } from '../../../ui/badge.tsx';
import { lastAttempt, METHOD_WORDS, PAYMENT_LOOKS, wasPaid } from '../payment-look.ts';
import { RefundList } from './refund-list.tsx';

/** What was paid for something, how, and what went back, with the ways to the payment and its receipt. */
export function PaidWith({ payment }: { readonly payment: Payment }) {
  const look = PAYMENT_LOOKS[payment.status];
  const method = lastAttempt(payment)?.method;
  return (
    <section
      aria-label="Payment"
      data-testid="paid-with"
      data-status={payment.status}
      className="box grid gap-3 p-5 sm:px-6"
    >
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 className="font-bold">
          {wasPaid(payment) ? 'Paid' : 'Payment of'} {formatMoney(payment.amountMinor, payment.currency)}
          {method !== undefined && <span className="font-normal text-muted"> by {METHOD_WORDS[method].name}</span>}
        </h2>
        <Badge tone={look.tone}>{look.word}</Badge>
      </div>
      <RefundList payment={payment} />
      {payment.note !== null && <p className="text-sm">{payment.note}</p>}
      <p className="flex flex-wrap gap-x-4 text-sm">
        <Link to="/payments/$id" params={{ id: payment.paymentId }} className="link flex min-h-10 items-center">
          Payment
        </Link>
        {wasPaid(payment) && (
          <Link
            to="/payments/$id/receipt"
            params={{ id: payment.paymentId }}
            className="link flex min-h-10 items-center"
          >
            Receipt
          </Link>
        )}
      </p>
    </section>
  );
}
