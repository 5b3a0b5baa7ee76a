import { giveRefundUp, sendRefundAgain, type ListedRefund } from '@docket/contracts/http/payment';
import { refundStatus } from '@docket/contracts/payment/status';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { plural } from '../../../lib/format.ts';
import { given } from '../../../lib/given.ts';
import { formatMoney } from '../../../lib/money.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Ago } from '../../../ui/ago.tsx';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Select } from '../../../ui/field.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { Page, PageTitle } from '../../../ui/page.tsx';
import { RowItem, RowList } from '../../../ui/row-list.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { wayWords } from '../../payment/payment-look.ts';
import { MONEY, providerHealthQuery, refundsQuery } from '../api/money-queries.ts';
import { REASON_WORDS, REFUND_LOOKS, TRANSFER } from '../money-look.ts';
import { OnlyAdmins } from './only-admins.tsx';
import { PaidBack } from './paid-back.tsx';

/** Refunds that wait for an admin to transfer them. */
const BY_HAND = 'byHand';
const FILTERS: readonly { readonly value: string; readonly label: string }[] = [
  { value: BY_HAND, label: 'To be transferred by hand' },
  ...refundStatus.options.map((value) => ({ value, label: REFUND_LOOKS[value].word })),
  { value: 'all', label: 'All refunds' },
];

const SHOWN = ['all', BY_HAND, ...refundStatus.options] as const;
const route = getRouteApi('/admin/refunds');

/** Money on its way back, what waits for an admin first; and which ways to pay answer. */
export function RefundsPage() {
  useTitle('Refunds');
  const { show: filter = 'PARKED' } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <OnlyAdmins>
      <Page className="grid gap-6 [&>:first-child]:mb-0">
        <PageTitle>Refunds</PageTitle>
        <Select
          className="max-w-xs"
          label="Show"
          value={filter}
          options={FILTERS}
          onChange={(value) => void navigate({ search: given({ show: SHOWN.find((one) => one === value) }) })}
        />
        <RefundList key={filter} filter={filter} />
        <Providers />
      </Page>
    </OnlyAdmins>
  );
}

function RefundList({ filter }: { readonly filter: string }) {
  const byHand = filter === BY_HAND;
  const refunds = useInfiniteQuery(
    refundsQuery(byHand ? 'SENT' : (refundStatus.safeParse(filter).data ?? null), byHand ? TRANSFER : null),
  );
  const shown = refunds.data?.pages.flatMap((page) => page.data);
  if (shown === undefined) {
    if (refunds.isError) return <Failure error={refunds.error} retry={() => void refunds.refetch()} />;
    return <RowsLoading label="Loading refunds" rows={4} />;
  }
  if (shown.length === 0)
    return (
      <Empty title={filter === 'PARKED' ? 'No refund waits for you' : 'No such refunds'}>{emptyWords(filter)}</Empty>
    );
  return (
    <div>
      <RowList aria-label="Refunds">
        {shown.map((refund) => (
          <RefundRow key={refund.refundId} refund={refund} />
        ))}
      </RowList>
      <LoadMore paged={refunds} />
    </div>
  );
}

function emptyWords(filter: string): string {
  switch (filter) {
    case BY_HAND:
      return 'What was paid by transfer to our account, and goes back, waits here until an admin has transferred it.';
    case 'PARKED':
      return 'A refund that its provider has not paid back for three days is parked here.';
    case 'all':
      return 'Money that goes back is listed here.';
    default:
      return 'Choose another status.';
  }
}

function RefundRow({ refund }: { readonly refund: ListedRefund }) {
  const { refundId, paymentId, status, reason, provider, tries, failure, createdAt } = refund;
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const renew = () => queryClient.invalidateQueries({ queryKey: MONEY });
  const again = useMutation({
    mutationFn: () => docket.call(sendRefundAgain, { params: { refundId } }),
    onSuccess: renew,
  });
  const giveUp = useMutation({
    mutationFn: () => docket.call(giveRefundUp, { params: { refundId } }),
    onSuccess: async () => {
      setAsking(false);
      await renew();
    },
  });
  const { word, tone } = REFUND_LOOKS[status];
  return (
    <RowItem className="gap-x-5 sm:grid-cols-[8rem_1fr_auto] sm:items-center" data-refund={refundId}>
      <Badge tone={tone} className="w-fit">
        {word}
      </Badge>
      <div className="min-w-0">
        <Link to="/admin/payments/$id" params={{ id: paymentId }} className="font-medium tabular-nums underline">
          {formatMoney(refund.amountMinor, refund.currency)}, {REASON_WORDS[reason]}
        </Link>
        <p className="text-sm break-words text-muted">
          {provider} · <Ago at={createdAt} />
          {tries > 0 && ` · refused ${plural(tries, 'time')}`}
          {failure !== null && ` · ${failure}`}
        </p>
      </div>
      {provider === TRANSFER && (status === 'PENDING' || status === 'SENT') && <PaidBack refund={refund} />}
      {status === 'PARKED' && (
        <div className="flex flex-wrap gap-2">
          {provider === TRANSFER && <PaidBack refund={refund} />}
          <Button size="small" busy={again.isPending} onClick={() => !again.isPending && again.mutate()}>
            Send again
          </Button>
          <Button size="small" variant="danger" onClick={() => setAsking(true)}>
            Give up
          </Button>
        </div>
      )}
      {again.isError && (
        <div className="col-span-full">
          <Failure error={again.error} />
        </div>
      )}
      {asking && (
        <ConfirmDialog
          title="Give this refund up?"
          action="Give up"
          keep="Leave it here"
          danger
          busy={giveUp.isPending}
          error={giveUp.error}
          onConfirm={() => giveUp.mutate()}
          onClose={() => setAsking(false)}
        >
          <p>
            It will not be sent any more. Do this when you have paid it back in another way, or want to order another.
          </p>
        </ConfirmDialog>
      )}
    </RowItem>
  );
}

const BREAKER = {
  closed: { word: 'Answers', tone: 'ok' },
  halfOpen: { word: 'Being tried', tone: 'limit' },
  open: { word: 'Not answering', tone: 'bad' },
} as const;

/** As the server that answers has found them. */
function Providers() {
  const health = useQuery(providerHealthQuery());
  const ways = health.data?.data ?? [];
  if (ways.length === 0) return null;
  return (
    <section aria-labelledby="ways" className="grid gap-3">
      <h2 id="ways" className="text-lg font-semibold">
        Ways to pay
      </h2>
      <RowList>
        {ways.map(({ provider, method, state, calls, failures }) => (
          <RowItem key={`${provider} ${method}`} className="gap-x-5 sm:grid-cols-[8rem_1fr_auto] sm:items-center">
            <Badge tone={BREAKER[state].tone} className="w-fit">
              {BREAKER[state].word}
            </Badge>
            <span className="font-medium">{wayWords(method, provider)}</span>
            <span className="text-sm text-muted tabular-nums">
              {failures} of {plural(calls, 'request')} without an answer
            </span>
          </RowItem>
        ))}
      </RowList>
    </section>
  );
}
