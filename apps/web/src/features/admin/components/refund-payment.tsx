import { refundPayment, type Payment } from '@docket/contracts/http/payment';
import { decimalToMinor } from '@docket/contracts/money/currency';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { wrongAmount } from '../../../lib/money.ts';
import { useForm } from '../../../lib/use-form.ts';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { MONEY } from '../api/money-queries.ts';

type RefundPaymentProps = { readonly payment: Payment };

/** Orders money back, all that is left of a payment or a part. */
export function RefundPayment({ payment }: RefundPaymentProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" variant="danger" onClick={() => setOpen(true)}>
        Refund
      </Button>
      {open && <RefundDialog payment={payment} onClose={() => setOpen(false)} />}
    </>
  );
}

function RefundDialog({ payment, onClose }: RefundPaymentProps & { readonly onClose: () => void }) {
  const { paymentId, currency } = payment;
  const queryClient = useQueryClient();
  const isAll = (amount: string) => amount.trim() === '';
  const form = useForm({
    initial: { amount: '' },
    schema: refundPayment.body,
    body: ({ amount }) => ({ paymentId, ...(isAll(amount) ? {} : { amount: decimalToMinor(amount, currency) }) }),
    check: ({ amount }) => (isAll(amount) ? {} : wrongAmount(amount, currency)),
    codes: { refund_too_large: ['amount', 'There is less left of the payment'] },
    send: (body, idempotencyKey) => docket.call(refundPayment, { body, idempotencyKey }),
    intent: `refund.${paymentId}`,
    onDone: async () => {
      onClose();
      await queryClient.invalidateQueries({ queryKey: MONEY });
    },
  });
  return (
    <ConfirmDialog
      title="Refund this payment?"
      action="Refund"
      keep="Leave it"
      danger
      busy={form.button.busy}
      error={form.failure}
      form={form.props}
      onClose={onClose}
    >
      <p>The money goes back to where it came from. What was paid for stays as it is.</p>
      <Field
        label={`Amount in ${currency} (optional)`}
        inputMode="decimal"
        hint="All that is left if left empty"
        {...form.text('amount')}
        required={false}
      />
    </ConfirmDialog>
  );
}
