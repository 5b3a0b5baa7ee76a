import type { Payment } from '@docket/contracts/http/payment';
import { recordArrival } from '@docket/contracts/http/transfer';
import { decimalToMinor, minorToDecimal } from '@docket/contracts/money/currency';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { formatMoney, wrongAmount } from '../../../lib/money.ts';
import { useForm } from '../../../lib/use-form.ts';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { MONEY } from '../api/money-queries.ts';
import { TRANSFER } from '../money-look.ts';

/** Its money is waited for by hand, or may come late, even after the same was paid for in another way. */
export function takesArrival({ attempts }: Payment): boolean {
  const last = attempts.findLast(({ provider }) => provider === TRANSFER);
  return last !== undefined && last.status !== 'CAPTURED' && last.status !== 'CONFLICTED';
}

/** Says that the money of a payment by transfer is in the account. */
export function RecordArrival({ payment }: { readonly payment: Payment }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" variant="primary" onClick={() => setOpen(true)}>
        Record arrival
      </Button>
      {open && <ArrivalDialog payment={payment} onClose={() => setOpen(false)} />}
    </>
  );
}

type ArrivalDialogProps = { readonly payment: Payment; readonly onClose: () => void };

function ArrivalDialog({ payment, onClose }: ArrivalDialogProps) {
  const { paymentId, amountMinor, currency: owed } = payment;
  const queryClient = useQueryClient();
  const form = useForm({
    // What came is typed from the statement; what was owed stands beside it.
    initial: { amount: '', currency: owed, bookedOn: '', bankReference: '', sender: '' },
    schema: recordArrival.body,
    body: ({ amount, currency, bookedOn, bankReference, sender }) => ({
      amount: decimalToMinor(amount, currency),
      currency,
      bookedOn,
      bankReference,
      ...(sender.trim() === '' ? {} : { sender }),
    }),
    check: ({ amount, currency }) => wrongAmount(amount, currency),
    codes: { transfer_recorded: ['bankReference', 'It was recorded before, for this payment or another'] },
    send: (body, idempotencyKey) => docket.call(recordArrival, { params: { paymentId }, body, idempotencyKey }),
    onDone: async () => {
      onClose();
      await queryClient.invalidateQueries({ queryKey: MONEY });
    },
  });
  const came = decimalToMinor(form.draft.amount, form.draft.currency);
  const differs = came !== undefined && (came !== amountMinor || form.draft.currency !== owed);
  return (
    <ConfirmDialog
      title="What does the statement say?"
      action="Record it"
      keep="Not yet"
      busy={form.button.busy}
      error={form.failure}
      form={form.props}
      onClose={onClose}
    >
      <p>
        Owed is <strong className="tabular-nums">{formatMoney(amountMinor, owed)}</strong>. Type what came, even if it
        is another amount.
      </p>
      <div className="grid grid-cols-[minmax(0,1fr)_6rem] items-start gap-3">
        <Field
          label="Amount"
          inputMode="decimal"
          placeholder={minorToDecimal(amountMinor, owed)}
          {...form.text('amount')}
        />
        <Field label="Currency" spellCheck={false} {...form.text('currency')} />
      </div>
      <Field label="Day" type="date" {...form.text('bookedOn')} />
      <Field label="What the bank calls it" spellCheck={false} hint="Such as its UTR" {...form.text('bankReference')} />
      <Field label="From whom (optional)" hint="Name and account: where a refund goes" {...form.text('sender')} />
      {differs && (
        <p role="status" className="text-sm text-bad">
          That is not what was owed: nothing will be delivered, and you decide about a refund.
        </p>
      )}
    </ConfirmDialog>
  );
}
