import { createPayment } from '@docket/contracts/http/payment';
import { createDeposit } from '@docket/contracts/http/wallet';
import { decimalToMinor } from '@docket/contracts/money/currency';
import type { PaymentMethod } from '@docket/contracts/payment/status';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { wrongAmount } from '../../../lib/money.ts';
import { useForm } from '../../../lib/use-form.ts';
import { Button } from '../../../ui/button.tsx';
import { Field, Select } from '../../../ui/field.tsx';
import { Failure } from '../../../ui/states.tsx';
import { methodsQuery } from '../../payment/api/queries.ts';
import { isAtTheBank, METHOD_WORDS } from '../../payment/payment-look.ts';

/** Which ways there are does not depend on the amount. */
const ANY_AMOUNT = 100;

/** Puts money into the wallet: the amount, then the provider's page. @param currencies that can be chosen, the first of them to begin with */
export function DepositForm({ currencies }: { readonly currencies: readonly string[] }) {
  const navigate = useNavigate();
  const [method, setMethod] = useState('');
  const [currency, setCurrency] = useState(currencies[0] ?? 'INR');
  const methods = useQuery({ ...methodsQuery(ANY_AMOUNT, currency), placeholderData: keepPreviousData });
  const offered = [...new Set(methods.data?.data.filter(({ available }) => available).map((way) => way.method))].filter(
    (each) => each !== 'wallet',
  );
  // The first of those that are offered until another of them is chosen.
  const from: PaymentMethod | undefined = offered.find((each) => each === method) ?? offered[0];
  const form = useForm({
    initial: { amount: '', currency },
    schema: createDeposit.body,
    body: (draft) => ({ amount: decimalToMinor(draft.amount, draft.currency), currency: draft.currency }),
    check: (draft) => wrongAmount(draft.amount, draft.currency),
    send: async (body, idempotencyKey) => {
      if (from === undefined) throw new Error('there is no way to pay that could be asked for');
      const { depositId } = await docket.call(createDeposit, { body, idempotencyKey });
      return docket.call(createPayment, {
        body: { depositId, paymentMethod: from, ...body },
        idempotencyKey: `${idempotencyKey}.pay`,
      });
    },
    onDone: ({ paymentId, redirectUrl }) => {
      if (redirectUrl === null || from === undefined || !isAtTheBank(from))
        void navigate({ to: '/payments/$id', params: { id: paymentId } });
      else window.location.assign(redirectUrl);
    },
  });
  const none = methods.data !== undefined && offered.length === 0;
  return (
    <form className="grid gap-4 box p-4" aria-label="Put money in" {...form.props}>
      <h2 className="text-lg font-semibold">Put money in</h2>
      <div className="grid items-start gap-4 sm:grid-cols-3">
        <Field label="Amount" inputMode="decimal" {...form.text('amount')} />
        <Select
          label="Currency"
          name="currency"
          value={currency}
          options={currencies.map((code) => ({ value: code, label: code }))}
          onChange={(next) => {
            setCurrency(next);
            form.set({ currency: next });
          }}
        />
        {from !== undefined && (
          <Select
            label="From"
            name="method"
            value={from}
            options={offered.map((each) => ({ value: each, label: METHOD_WORDS[each].name }))}
            onChange={setMethod}
          />
        )}
      </div>
      {none && <p role="status">There is no way to pay in {currency} at the moment.</p>}
      {methods.isError && methods.data === undefined && (
        <Failure error={methods.error} retry={() => void methods.refetch()} />
      )}
      {from !== undefined && (
        <Button variant="primary" className="justify-self-start" {...form.button}>
          Continue
        </Button>
      )}
      {form.failure !== null && <Failure error={form.failure} />}
    </form>
  );
}
