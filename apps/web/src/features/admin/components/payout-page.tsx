import { lookAgainAtPayout, type PayoutDetail } from '@docket/contracts/http/payout';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { docket } from '../../../lib/docket.ts';
import { formatMoney } from '../../../lib/money.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Ago } from '../../../ui/ago.tsx';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Countdown } from '../../../ui/countdown.tsx';
import { AtId, isNoSuch, NoSuch } from '../../../ui/no-such.tsx';
import { Fact, Page } from '../../../ui/page.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { WITHDRAWAL_LOOKS } from '../../wallet/withdrawal-look.ts';
import { MONEY } from '../api/money-queries.ts';
import { payoutQuery } from '../api/payouts.ts';
import { OnlyAdmins } from './only-admins.tsx';
import { PayoutPlace, PayoutTransfers } from './payout-around.tsx';
import { Stale } from './stale.tsx';

const route = getRouteApi('/admin/payouts/$id');

/** One withdrawal: how far it is, what it waits for, and what the ledger has of it. */
export function PayoutPage() {
  useTitle('Payout');
  const { id } = route.useParams();
  return (
    <OnlyAdmins>
      <AtId kind="payout" id={id}>
        <OnePayout id={id} />
      </AtId>
    </OnlyAdmins>
  );
}

function OnePayout({ id }: { readonly id: string }) {
  const payout = useQuery(payoutQuery(id));
  if (payout.data === undefined) {
    if (isNoSuch('payout', payout.error)) return <NoSuch kind="payout" />;
    return (
      <Page>
        {payout.isError ? (
          <Failure error={payout.error} retry={() => void payout.refetch()} />
        ) : (
          <Loading label="Loading the payout" lines={8} />
        )}
      </Page>
    );
  }
  return (
    <Page className="grid gap-6">
      {payout.isError && <Stale error={payout.error} at={payout.dataUpdatedAt} />}
      <PayoutView payout={payout.data} />
      <PayoutPlace payout={payout.data} />
      <PayoutTransfers payout={payout.data} />
    </Page>
  );
}

function PayoutView({ payout }: { readonly payout: PayoutDetail }) {
  const { withdrawalId, status, userId, username, destination, failure, nextLookAt, providerRef } = payout;
  const { word, tone } = WITHDRAWAL_LOOKS[status];
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-4">
        <div className="min-w-0">
          <p className="caption">
            <Link to="/admin/payouts" className="link">
              Payouts
            </Link>
          </p>
          <h1 className="text-2xl font-bold break-words tabular-nums">
            {formatMoney(payout.amountMinor, payout.currency)}
          </h1>
        </div>
        <AskNow payout={payout} />
      </div>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-3 border-y border-dashed border-edge/60 py-3 sm:flex sm:flex-wrap sm:gap-x-10">
        <Fact label="Status">
          <Badge tone={tone}>{word}</Badge>
        </Fact>
        <Fact label="User" className="min-w-0 break-words">
          <Link to="/admin/users/$userId" params={{ userId }} className="link">
            {username}
          </Link>
        </Fact>
        <Fact label="To" className="min-w-0 break-all">
          {destination.to}
        </Fact>
        <Fact label="In the name of" className="min-w-0 break-words">
          {destination.name}
        </Fact>
        <Fact label="Asked for">
          <Ago at={payout.createdAt} />
        </Fact>
        <Fact label="Last change">
          <Ago at={payout.updatedAt} />
        </Fact>
        <Fact label="Tried">{payout.tries === 1 ? 'once' : `${payout.tries} times`}</Fact>
        {nextLookAt !== null && (
          <Fact label="Bank is asked in">
            <Countdown until={Date.parse(nextLookAt)} />
          </Fact>
        )}
        {failure !== null && (
          <Fact label="The bank says" className="min-w-0 break-words">
            {failure.replaceAll('_', ' ')}
          </Fact>
        )}
      </dl>
      <div className="grid gap-1 text-sm break-all text-muted">
        <p>
          Withdrawal <span className="font-mono">{withdrawalId}</span>, at {payout.provider}
          {providerRef !== null && (
            <>
              {' '}
              <span className="font-mono">{providerRef}</span>
            </>
          )}
        </p>
        <p>
          <Link to="/admin/payouts" search={{ user: userId }} className="link">
            All payouts of {username}
          </Link>
        </p>
      </div>
    </>
  );
}

/** Of what the bank has, or may have, or has paid: that may come back. What comes of it the page shows when it is there. */
function AskNow({ payout: { withdrawalId: id, status } }: { readonly payout: PayoutDetail }) {
  const queryClient = useQueryClient();
  const ask = useMutation({
    mutationFn: () => docket.call(lookAgainAtPayout, { params: { id } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: MONEY }),
  });
  if (status !== 'UNKNOWN' && status !== 'SENT' && status !== 'PAID') return null;
  return (
    <div className="grid gap-2">
      <Button className="justify-self-start" busy={ask.isPending} onClick={() => !ask.isPending && ask.mutate()}>
        {status === 'PAID' ? 'Ask the bank whether it came back' : 'Ask the bank now'}
      </Button>
      {status === 'PAID' && ask.isSuccess && (
        <p role="status" className="text-sm text-muted">
          A worker asks. If it came back, this page says so in a moment.
        </p>
      )}
      {ask.isError && <Failure error={ask.error} />}
    </div>
  );
}
