import { createWithdrawal } from '@docket/contracts/http/wallet';
import { decimalToMinor } from '@docket/contracts/money/currency';
import { useQueryClient } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { wrongAmount } from '../../../lib/money.ts';
import { useForm } from '../../../lib/use-form.ts';
import { Button } from '../../../ui/button.tsx';
import { Field, Select } from '../../../ui/field.tsx';
import { Failure } from '../../../ui/states.tsx';
import { walletQuery, withdrawalsQuery } from '../api/queries.ts';

type Kind = 'iban' | 'in_account' | 'vpa';
const KINDS: readonly { readonly value: Kind; readonly label: string }[] = [
  { value: 'in_account', label: 'A bank account in India' },
  { value: 'vpa', label: 'A UPI address' },
  { value: 'iban', label: 'An IBAN' },
];

const NEW = {
  amount: '',
  currency: '',
  type: 'in_account' as Kind,
  name: '',
  iban: '',
  accountNumber: '',
  ifsc: '',
  vpa: '',
};

function destinationOf({ type, name, iban, accountNumber, ifsc, vpa }: typeof NEW) {
  switch (type) {
    case 'iban':
      return { type, iban, name };
    case 'in_account':
      return { type, accountNumber, ifsc, name };
    case 'vpa':
      return { type, vpa, name };
    default:
      return type satisfies never;
  }
}

/** Takes money out to an account. @param currencies those in which there is some */
export function WithdrawForm({ currencies }: { readonly currencies: readonly string[] }) {
  const queryClient = useQueryClient();
  const form = useForm({
    initial: { ...NEW, currency: currencies[0] ?? 'INR' },
    schema: createWithdrawal.body,
    body: (draft) => ({
      amount: decimalToMinor(draft.amount, draft.currency),
      currency: draft.currency,
      destination: destinationOf(draft),
    }),
    names: {
      'destination.name': 'name',
      'destination.iban': 'iban',
      'destination.accountNumber': 'accountNumber',
      'destination.ifsc': 'ifsc',
      'destination.vpa': 'vpa',
    },
    check: ({ amount, currency }) => wrongAmount(amount, currency),
    codes: { insufficient_funds: ['amount', 'There is less available'] },
    send: (body, idempotencyKey) => docket.call(createWithdrawal, { body, idempotencyKey }),
    onDone: () => sent(),
  });
  const { draft, set } = form;
  /** What was sent is not sent again by a second press; the account stays for the next. */
  function sent(): void {
    set({ amount: '' });
    for (const { queryKey } of [walletQuery(), withdrawalsQuery()]) void queryClient.invalidateQueries({ queryKey });
  }
  return (
    <form className="grid gap-4 box p-4" aria-label="Withdraw" {...form.props}>
      <h2 className="text-lg font-semibold">Withdraw</h2>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Field label="Amount" inputMode="decimal" {...form.text('amount')} />
        <Select
          label="Currency"
          name="currency"
          error={form.bind('currency').error}
          value={draft.currency}
          options={currencies.map((code) => ({ value: code, label: code }))}
          onChange={(currency) => set({ currency })}
        />
        <Select
          label="To"
          value={draft.type}
          options={KINDS}
          onChange={(value) => set({ type: KINDS.find((kind) => kind.value === value)?.value ?? 'iban' })}
        />
        <Field label="Name on the account" autoComplete="name" {...form.text('name')} />
        {draft.type === 'iban' && <Field label="IBAN" spellCheck={false} {...form.text('iban')} />}
        {draft.type === 'in_account' && (
          <>
            <Field label="Account number" inputMode="numeric" {...form.text('accountNumber')} />
            <Field label="IFSC" spellCheck={false} placeholder="SBIN0001234" {...form.text('ifsc')} />
          </>
        )}
        {draft.type === 'vpa' && (
          <Field label="UPI address" spellCheck={false} placeholder="name@bank" {...form.text('vpa')} />
        )}
      </div>
      <Button variant="primary" className="justify-self-start" {...form.button}>
        Withdraw
      </Button>
      {form.failure !== null && <Failure error={form.failure} />}
    </form>
  );
}
