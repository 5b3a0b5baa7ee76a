import type { Payment } from '@docket/contracts/http/payment';
import { uuid } from '@docket/contracts/http/route';
import { paymentStatus } from '@docket/contracts/payment/status';
import { transferReference } from '@docket/contracts/payment/transfer';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { given } from '../../../lib/given.ts';
import { formatMoney } from '../../../lib/money.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Ago } from '../../../ui/ago.tsx';
import { Badge } from '../../../ui/badge.tsx';
import { Field, Select } from '../../../ui/field.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { Page, PageTitle } from '../../../ui/page.tsx';
import { ROW_LINK, RowItem, RowList } from '../../../ui/row-list.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { wayWords } from '../../payment/payment-look.ts';
import { paymentsQuery, type PaymentFilter } from '../api/money-queries.ts';
import { PAYMENT_LOOKS } from '../money-look.ts';
import { OfOnePerson } from './of-one-person.tsx';
import { OnlyAdmins } from './only-admins.tsx';

const route = getRouteApi('/admin/payments');

const FILTERS = [
  { value: '', label: 'All payments' },
  ...paymentStatus.options.map((value) => ({ value, label: PAYMENT_LOOKS[value].word })),
];

/** As long as a whole one is; before that nothing is said of it. */
const WHOLE = 15;

/** What people have paid, or tried to. */
export function PaymentsPage() {
  useTitle('Payments');
  const { status, reference: typed = '', user } = route.useSearch();
  const navigate = route.useNavigate();
  const reference = transferReference.safeParse(typed);
  // What is no id in an address is nobody's.
  const filter = given({ status, reference: reference.data, user: uuid.safeParse(user).data });
  return (
    <OnlyAdmins>
      <Page className="grid gap-6 [&>:first-child]:mb-0">
        <PageTitle>Payments</PageTitle>
        <div className="grid items-start gap-4 sm:grid-cols-2 sm:max-w-2xl">
          <Select
            label="Show"
            value={status ?? ''}
            options={FILTERS}
            onChange={(value) =>
              void navigate({ search: (held) => given({ ...held, status: paymentStatus.safeParse(value).data }) })
            }
          />
          <Field
            label="Reference of a transfer"
            type="search"
            placeholder="DKT0123456789AB"
            spellCheck={false}
            maxLength={40}
            value={typed}
            error={
              typed.trim().length >= WHOLE && !reference.success ? 'DKT and twelve of 0 to 9 and A to F' : undefined
            }
            onChange={(event) =>
              void navigate({
                search: (held) => given({ ...held, reference: event.target.value || undefined }),
                replace: true,
              })
            }
          />
        </div>
        {filter.user !== undefined && (
          <OfOnePerson userId={filter.user}>
            <Link to="/admin/payments" search={given({ status, reference: reference.data })} className="link">
              Show everybody’s
            </Link>
          </OfOnePerson>
        )}
        <PaymentList key={JSON.stringify(filter)} filter={filter} />
      </Page>
    </OnlyAdmins>
  );
}

function PaymentList({ filter }: { readonly filter: PaymentFilter }) {
  const payments = useInfiniteQuery(paymentsQuery(filter));
  const shown = payments.data?.pages.flatMap((page) => page.data);
  if (shown === undefined) {
    if (payments.isError) return <Failure error={payments.error} retry={() => void payments.refetch()} />;
    return <RowsLoading label="Loading payments" rows={6} />;
  }
  if (shown.length === 0) return <Empty title="No such payments">{emptyWords(filter)}</Empty>;
  return (
    <div>
      <RowList aria-label="Payments">
        {shown.map((payment) => (
          <PaymentRow key={payment.paymentId} payment={payment} />
        ))}
      </RowList>
      <LoadMore paged={payments} />
    </div>
  );
}

function emptyWords({ status, reference, user }: PaymentFilter): string {
  if (reference !== undefined) return 'Nobody was given this reference; look at it once more.';
  if (status !== undefined) return 'Choose another status.';
  return user === undefined ? 'What people pay is listed here.' : 'They have paid nothing so far.';
}

function PaymentRow({ payment }: { readonly payment: Payment }) {
  const { paymentId, status, amountMinor, currency, kind, attempts, refundedMinor, createdAt } = payment;
  const { word, tone } = PAYMENT_LOOKS[status];
  const last = attempts.at(-1);
  return (
    <RowItem
      className="gap-x-5 hover:bg-sunken/60 sm:grid-cols-[10rem_1fr_auto] sm:items-center"
      data-payment={paymentId}
    >
      <Badge tone={tone} className="w-fit">
        {word}
      </Badge>
      <div className="min-w-0">
        <Link
          to="/admin/payments/$id"
          params={{ id: paymentId }}
          className={`block font-medium tabular-nums ${ROW_LINK}`}
        >
          {formatMoney(amountMinor, currency)} for a {kind}
        </Link>
        <p className="text-sm text-muted">
          {last === undefined ? 'no attempt' : wayWords(last.method, last.provider)} · <Ago at={createdAt} />
        </p>
      </div>
      {refundedMinor > 0 && (
        <p className="text-sm text-muted tabular-nums sm:text-right">{formatMoney(refundedMinor, currency)} back</p>
      )}
    </RowItem>
  );
}
