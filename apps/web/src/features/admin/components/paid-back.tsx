import type { ListedRefund } from '@docket/contracts/http/payment';
import { recordPaidBack } from '@docket/contracts/http/transfer';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { formatMoney } from '../../../lib/money.ts';
import { useForm } from '../../../lib/use-form.ts';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { MONEY } from '../api/money-queries.ts';

/** Says that a refund was transferred from our account. */
export function PaidBack({ refund }: { readonly refund: ListedRefund }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" variant="primary" onClick={() => setOpen(true)}>
        Paid back
      </Button>
      {open && <PaidBackDialog refund={refund} onClose={() => setOpen(false)} />}
    </>
  );
}

type PaidBackDialogProps = { readonly refund: ListedRefund; readonly onClose: () => void };

function PaidBackDialog({ refund, onClose }: PaidBackDialogProps) {
  const { refundId, amountMinor, currency } = refund;
  const queryClient = useQueryClient();
  const form = useForm({
    initial: { bookedOn: '', bankReference: '' },
    schema: recordPaidBack.body,
    codes: { transfer_recorded: ['bankReference', 'It was recorded before, for this refund or another'] },
    send: (body, idempotencyKey) => docket.call(recordPaidBack, { params: { refundId }, body, idempotencyKey }),
    onDone: async () => {
      onClose();
      await queryClient.invalidateQueries({ queryKey: MONEY });
    },
  });
  return (
    <ConfirmDialog
      title={`Did you transfer ${formatMoney(amountMinor, currency)}?`}
      action="Record it"
      keep="Not yet"
      busy={form.button.busy}
      error={form.failure}
      form={form.props}
      onClose={onClose}
    >
      <p>
        Record it when the transfer stands in the statement, whole. Who sent the money stands in the payment’s history.
      </p>
      <Field label="Day" type="date" {...form.text('bookedOn')} />
      <Field label="What the bank calls it" spellCheck={false} hint="Such as its UTR" {...form.text('bankReference')} />
    </ConfirmDialog>
  );
}
