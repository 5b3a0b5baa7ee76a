import { getReceiptPdf, type Payment } from '@docket/contracts/http/payment';
import { getRouteApi, Link } from '@tanstack/react-router';
import { formatMoney } from '../../../lib/money.ts';
import { saveAnswer } from '../../../lib/save-answer.ts';
import { bookingInWords } from '../../../lib/seat-names.ts';
import { useSession } from '../../../lib/session.ts';
import { useAct } from '../../../lib/use-act.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { clockIn, fullDayIn, timeIn, VIEWER_ZONE } from '../../../lib/zoned.ts';
import { Button } from '../../../ui/button.tsx';
import { AtId, isNoSuch, NoSuch } from '../../../ui/no-such.tsx';
import { Fact, Page } from '../../../ui/page.tsx';
import { Empty, Failure, Loading } from '../../../ui/states.tsx';
import { useBooking } from '../../booking/api/use-bookings.ts';
import { usePriceNames } from '../../booking/api/price-names.ts';
import { PriceLines } from '../../booking/components/price-lines.tsx';
import { RequireSession } from '../../identity/components/require-session.tsx';
import { usePayment } from '../../payment/api/use-payment.ts';
import { lastAttempt, METHOD_WORDS, wasPaid } from '../../payment/payment-look.ts';
import { useTrip } from '../../trip/api/queries.ts';
import { PartLines } from '../../trip/components/part-card.tsx';
import { whenWords } from '../../trip/components/trip-row.tsx';
import { RefundList } from '../../payment/components/refund-list.tsx';

const route = getRouteApi('/payments/$id/receipt');

export function ReceiptPage() {
  const { id } = route.useParams();
  return (
    <AtId kind="payment" id={id}>
      <RequireSession>
        <Receipt id={id} />
      </RequireSession>
    </AtId>
  );
}

function Receipt({ id }: { readonly id: string }) {
  const { payment, error, retry } = usePayment(id);
  const save = useAct({ act: () => saveAnswer(getReceiptPdf.path.replace(':paymentId', id), 'receipt.pdf') });
  useTitle('Receipt');
  if (payment === undefined && isNoSuch('payment', error)) return <NoSuch kind="payment" />;
  return (
    <Page width="narrow" className="grid gap-5 print:max-w-none print:p-0">
      <Link to="/payments/$id" params={{ id }} className="link justify-self-start text-sm print:hidden">
        Payment
      </Link>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-2xl font-bold">Receipt</h1>
        {payment !== undefined && wasPaid(payment) && (
          <span className="flex gap-2 print:hidden">
            <Button busy={save.isPending} onClick={() => !save.isPending && save.mutate()}>
              Save as PDF
            </Button>
            <Button onClick={() => window.print()}>Print</Button>
          </span>
        )}
      </div>
      {save.error !== null && <Failure error={save.error} />}
      {error !== null && payment === undefined && <Failure error={error} retry={retry} />}
      {payment === undefined && error === null && <Loading label="Loading the receipt" lines={8} />}
      {payment !== undefined &&
        (wasPaid(payment) ? (
          <Paper payment={payment} />
        ) : (
          <Empty title="Nothing was paid">There is a receipt as soon as the money is here.</Empty>
        ))}
    </Page>
  );
}

function Paper({ payment }: { readonly payment: Payment }) {
  const buyer = useSession()?.username;
  const method = lastAttempt(payment)?.method;
  return (
    <article
      aria-label="Receipt"
      className="box grid grid-cols-1 gap-5 p-5 wrap-anywhere sm:p-6 print:border-0 print:p-0 print:shadow-none"
    >
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3">
        <Fact label="Number" className="col-span-2">
          <span className="font-mono text-sm break-all">{payment.paymentId}</span>
        </Fact>
        <Fact label="Date">
          {fullDayIn(VIEWER_ZONE, payment.createdAt)}, {timeIn(VIEWER_ZONE, payment.createdAt)}
        </Fact>
        {method !== undefined && <Fact label="Paid by">{METHOD_WORDS[method].name}</Fact>}
        {buyer !== undefined && <Fact label="Buyer">{buyer}</Fact>}
      </dl>
      {payment.kind === 'booking' && <Lines bookingId={payment.subjectId} />}
      {payment.kind === 'trip' && <TripLines tripId={payment.subjectId} />}
      <table className="w-full border-t border-line">
        <caption className="sr-only">What was paid</caption>
        <tbody>
          {payment.feeMinor > 0 && (
            <tr>
              <th scope="row" className="pt-3 text-left font-normal text-muted">
                Fee for the way to pay
              </th>
              <td className="pt-3 text-right tabular-nums">{formatMoney(payment.feeMinor, payment.currency)}</td>
            </tr>
          )}
          <tr className="text-lg font-bold">
            <th scope="row" className="pt-3 text-left">
              Paid
            </th>
            <td className="pt-3 text-right tabular-nums">{formatMoney(payment.amountMinor, payment.currency)}</td>
          </tr>
        </tbody>
      </table>
      <RefundList payment={payment} />
    </article>
  );
}

function Lines({ bookingId }: { readonly bookingId: string }) {
  const { booking } = useBooking(bookingId);
  const names = usePriceNames(booking?.showId ?? '', booking !== undefined);
  if (booking === undefined) return <Loading label="Loading the booking" lines={3} />;
  const { show, currency } = booking;
  return (
    <div className="grid grid-cols-1 gap-2">
      <p>
        <strong>{show.title}</strong>, {fullDayIn(show.timezone, show.startsAt)},{' '}
        {clockIn(show.timezone, show.startsAt)}
        <span className="block text-muted">
          {show.venue}, {show.hall} · {show.city}
        </span>
        <span className="block text-muted">{bookingInWords(booking).join('; ')}</span>
      </p>
      {currency !== null && (
        <table className="w-full text-sm">
          <caption className="sr-only">Seats</caption>
          <tbody>
            <PriceLines booking={booking} currency={currency} names={names} />
          </tbody>
        </table>
      )}
    </div>
  );
}

function TripLines({ tripId }: { readonly tripId: string }) {
  const { trip } = useTrip(tripId);
  if (trip === undefined) return <Loading label="Loading the trip" lines={3} />;
  return (
    <div className="grid grid-cols-1 gap-4">
      <p>
        <strong>{trip.title}</strong>
        <span className="block text-muted">
          {whenWords(trip)} · {trip.guest.name} · <span className="font-mono">{trip.reference}</span>
        </span>
      </p>
      {trip.parts.map((part) => (
        <PartLines key={part.partId} part={part} />
      ))}
    </div>
  );
}
