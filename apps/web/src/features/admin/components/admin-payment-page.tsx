import { lookAgain, type Payment } from '@docket/contracts/http/payment';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { docket } from '../../../lib/docket.ts';
import { formatMoment } from '../../../lib/format.ts';
import { formatMoney } from '../../../lib/money.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Ago } from '../../../ui/ago.tsx';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { AtId, isNoSuch, NoSuch } from '../../../ui/no-such.tsx';
import { Fact, Page, PageTitle } from '../../../ui/page.tsx';
import { RowItem, RowList } from '../../../ui/row-list.tsx';
import { Failure, RowsLoading } from '../../../ui/states.tsx';
import { lastAttempt, wayWords } from '../../payment/payment-look.ts';
import { adminPaymentQuery, MONEY, timelineQuery } from '../api/money-queries.ts';
import { isRefundable, PAYMENT_LOOKS, REASON_WORDS, REFUND_LOOKS } from '../money-look.ts';
import { UserLink } from './of-one-person.tsx';
import { OnlyAdmins } from './only-admins.tsx';
import { RecordArrival, takesArrival } from './record-arrival.tsx';
import { RefundPayment } from './refund-payment.tsx';

const route = getRouteApi('/admin/payments/$id');

/** One payment, and everything that happened to it. */
export function AdminPaymentPage() {
  useTitle('Payment');
  const { id } = route.useParams();
  return (
    <OnlyAdmins>
      <AtId kind="adminPayment" id={id}>
        <OnePayment paymentId={id} />
      </AtId>
    </OnlyAdmins>
  );
}

function OnePayment({ paymentId }: { readonly paymentId: string }) {
  const payment = useQuery(adminPaymentQuery(paymentId));
  if (payment.data === undefined && isNoSuch('adminPayment', payment.error)) return <NoSuch kind="adminPayment" />;
  return (
    <Page className="grid gap-6 [&>:first-child]:mb-0">
      {payment.data === undefined && payment.isError && (
        <Failure error={payment.error} retry={() => void payment.refetch()} />
      )}
      {payment.isPending && <RowsLoading label="Loading the payment" rows={3} />}
      {payment.data !== undefined && (
        <>
          <PaymentView payment={payment.data} />
          <Timeline paymentId={paymentId} />
        </>
      )}
    </Page>
  );
}

function PaymentView({ payment }: { readonly payment: Payment }) {
  const { paymentId, userId, status, amountMinor, feeMinor, refundedMinor, currency, kind, subjectId, note, refunds } =
    payment;
  const last = lastAttempt(payment);
  return (
    <>
      <PageTitle
        above={
          <Link to="/admin/payments" className="link">
            Payments
          </Link>
        }
        aside={<Actions payment={payment} />}
      >
        {formatMoney(amountMinor, currency)} for a {kind}
      </PageTitle>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-3 border-y border-dashed border-edge/60 py-3 sm:flex sm:flex-wrap sm:gap-x-10">
        <Fact label="Status">
          <Badge tone={PAYMENT_LOOKS[status].tone}>{PAYMENT_LOOKS[status].word}</Badge>
        </Fact>
        <Fact label="Buyer" className="min-w-0">
          <UserLink userId={userId} />
        </Fact>
        {last !== undefined && <Fact label="Paid by">{wayWords(last.method, last.provider)}</Fact>}
        <Fact label="Begun">
          <Ago at={payment.createdAt} />
        </Fact>
        <Fact label="Fee in it">{formatMoney(feeMinor, currency)}</Fact>
        <Fact label="Paid back">{formatMoney(refundedMinor, currency)}</Fact>
      </dl>
      <p className="text-sm break-all text-muted">
        Payment <span className="font-mono">{paymentId}</span> · {kind} <span className="font-mono">{subjectId}</span>
      </p>
      {note !== null && <p>{note}</p>}
      {refunds.length > 0 && (
        <RowList aria-label="Refunds">
          {refunds.map((refund) => (
            <RowItem key={refund.refundId} className="gap-x-5 sm:grid-cols-[10rem_1fr_auto] sm:items-center">
              <Badge tone={REFUND_LOOKS[refund.status].tone} className="w-fit">
                {REFUND_LOOKS[refund.status].word}
              </Badge>
              <span>{REASON_WORDS[refund.reason]}</span>
              <span className="tabular-nums">{formatMoney(refund.amountMinor, refund.currency)}</span>
            </RowItem>
          ))}
        </RowList>
      )}
    </>
  );
}

function Actions({ payment }: { readonly payment: Payment }) {
  const { paymentId, status } = payment;
  const queryClient = useQueryClient();
  const look = useMutation({
    mutationFn: () => docket.call(lookAgain, { params: { paymentId } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: MONEY }),
  });
  return (
    <div className="flex flex-wrap gap-2">
      <Button size="small" busy={look.isPending} onClick={() => !look.isPending && look.mutate()}>
        Ask the provider now
      </Button>
      {takesArrival(payment) && <RecordArrival payment={payment} />}
      {isRefundable(status) && <RefundPayment payment={payment} />}
      {look.isError && <Failure error={look.error} />}
    </div>
  );
}

function Timeline({ paymentId }: { readonly paymentId: string }) {
  const timeline = useQuery(timelineQuery(paymentId));
  if (timeline.data === undefined) {
    if (timeline.isError) return <Failure error={timeline.error} retry={() => void timeline.refetch()} />;
    return <RowsLoading label="Loading what happened" rows={6} />;
  }
  return (
    <section aria-labelledby="timeline" className="grid gap-3">
      <h2 id="timeline" className="text-lg font-semibold">
        What happened
      </h2>
      <RowList>
        {timeline.data.data.map(({ at, kind, what, by, detail }, place) => (
          <RowItem key={`${at} ${place}`} className="gap-x-5 sm:grid-cols-[12rem_12rem_1fr] sm:items-center">
            <span className="text-sm text-muted tabular-nums">{formatMoment(at)}</span>
            <span className="font-medium">
              {kind} <span className="font-mono text-sm">{what}</span>
            </span>
            <span className="text-sm break-words text-muted">
              by {by}
              {detail !== null && ` · ${detail}`}
            </span>
          </RowItem>
        ))}
      </RowList>
    </section>
  );
}
