import { createPayment } from '@docket/contracts/http/payment';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { useLiveQuery } from '../../../lib/live/use-live-query.ts';
import { formatMoney } from '../../../lib/money.ts';
import { useAct } from '../../../lib/use-act.ts';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { methodsQuery, paymentQuery } from '../../payment/api/queries.ts';
import { walletLive, walletQuery } from '../../wallet/api/queries.ts';
import { isAtTheBank } from '../../payment/payment-look.ts';
import { payWindow } from '../pay-window.ts';
import { isShort, MethodChoice, wayKey, type Way } from './method-choice.tsx';

/** What the buyer has in the wallet, in minor units; undefined while nobody knows. */
function usePurse(currency: string): number | undefined {
  const wallet = useLiveQuery(walletQuery(), walletLive);
  if (wallet.data === undefined) return undefined;
  return wallet.data.balances.find((one) => one.currency === currency)?.availableMinor ?? 0;
}

/** What is paid for. */
export type Payable = {
  /** As the API is told of it. */
  readonly subject: { readonly bookingId: string } | { readonly tripId: string };
  /** Minor units. */
  readonly owed: { readonly amount: number; readonly currency: string };
  /** On the line of its price: `Seats`. */
  readonly name: string;
  /** Said while no bank answers: that nothing is lost meanwhile. */
  readonly patience: string;
  /** What somebody reads before they decide, about giving it back. */
  readonly terms: string;
};

/** Chooses a way to pay and begins. */
export function PayForm({ payable }: { readonly payable: Payable }) {
  const { subject, owed } = payable;
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const methods = useQuery(methodsQuery(owed.amount, owed.currency));
  const [wanted, setWanted] = useState<string>();
  const ways = methods.data?.data ?? [];
  const purse = usePurse(owed.currency);
  const open = ways.filter((way) => way.available && !isShort(way, purse, owed.amount));
  const chosen = open.find((way) => wayKey(way) === wanted) ?? open[0];
  const pay = useAct({
    intent: `pay.${'bookingId' in subject ? subject.bookingId : subject.tripId}`,
    act: ({ method: paymentMethod, provider }: Pick<Way, 'method' | 'provider'>, idempotencyKey) =>
      docket.call(createPayment, { body: { ...subject, paymentMethod, provider, ...owed }, idempotencyKey }),
    onSuccess: async (answer, { method }) => {
      const { paymentId, redirectUrl } = answer;
      const url = isAtTheBank(method) ? redirectUrl : null;
      const led = url !== null && payWindow.lead(url);
      if (!led) payWindow.close();
      // What is held of an attempt that failed before would look like the end of this one.
      queryClient.setQueryData(paymentQuery(paymentId).queryKey, answer);
      // First, so that this is where the back button of the bank's page leads to.
      await navigate({ to: '/payments/$id', params: { id: paymentId }, replace: true });
      if (url !== null && !led) window.location.assign(url);
    },
    onError: () => {
      payWindow.close();
      void methods.refetch();
    },
  });
  if (methods.data === undefined)
    return methods.isError ? (
      <Failure error={methods.error} retry={() => void methods.refetch()} />
    ) : (
      <Loading label="Loading the ways to pay" lines={5} />
    );
  return (
    <form
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen === undefined || pay.isPending) return;
        // In the click itself, or the browser keeps it shut.
        if (isAtTheBank(chosen.method)) payWindow.open();
        pay.mutate({ method: chosen.method, provider: chosen.provider });
      }}
    >
      <MethodChoice ways={ways} chosen={chosen} owed={owed} purse={purse} onChoose={(way) => setWanted(wayKey(way))} />
      {open.length === 0 && (
        <Notice tone="limit" title="No bank is answering at the moment" role="status">
          {payable.patience}
        </Notice>
      )}
      {chosen !== undefined && (
        <dl className="grid grid-cols-[1fr_auto] gap-y-1 border-t border-line pt-4">
          <dt className="text-muted">{payable.name}</dt>
          <dd className="text-right tabular-nums">{formatMoney(owed.amount, owed.currency)}</dd>
          {chosen.feeMinor > 0 && (
            <>
              <dt className="text-muted">Fee for this way to pay</dt>
              <dd className="text-right tabular-nums" data-testid="fee">
                {formatMoney(chosen.feeMinor, owed.currency)}
              </dd>
            </>
          )}
          <dt className="text-lg font-bold">To pay</dt>
          <dd className="text-right text-lg font-bold tabular-nums" data-testid="to-pay">
            {formatMoney(owed.amount + chosen.feeMinor, owed.currency)}
          </dd>
        </dl>
      )}
      <p className="text-sm text-muted" data-testid="terms">
        {payable.terms}
      </p>
      {pay.isError && <Failure error={pay.error} />}
      <Button
        type="submit"
        variant="primary"
        className="min-h-12 px-6 sm:justify-self-start"
        busy={pay.isPending}
        disabled={chosen === undefined}
      >
        {chosen === undefined ? 'Pay' : `Pay ${formatMoney(owed.amount + chosen.feeMinor, owed.currency)}`}
      </Button>
    </form>
  );
}
