import type { Payout } from '@docket/contracts/http/payout';
import { uuid } from '@docket/contracts/http/route';
import { withdrawalStatus } from '@docket/contracts/http/wallet';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { given } from '../../../lib/given.ts';
import { formatMoney } from '../../../lib/money.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Ago } from '../../../ui/ago.tsx';
import { Badge } from '../../../ui/badge.tsx';
import { Select } from '../../../ui/field.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { Page, PageTitle } from '../../../ui/page.tsx';
import { ROW_LINK, RowItem, RowList } from '../../../ui/row-list.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { WITHDRAWAL_LOOKS } from '../../wallet/withdrawal-look.ts';
import { payoutsQuery, type PayoutFilter } from '../api/payouts.ts';
import { OfOnePerson } from './of-one-person.tsx';
import { OnlyAdmins } from './only-admins.tsx';
import { Stale } from './stale.tsx';

const route = getRouteApi('/admin/payouts');

const FILTERS = [
  { value: '', label: 'All payouts' },
  ...withdrawalStatus.options.map((value) => ({ value, label: WITHDRAWAL_LOOKS[value].word })),
];

/** What people take out of their wallets, and how far it is. */
export function PayoutsPage() {
  useTitle('Payouts');
  const { status, user } = route.useSearch();
  const navigate = route.useNavigate();
  // What is no id in an address is nobody's.
  const filter = given({ status, user: uuid.safeParse(user).data });
  return (
    <OnlyAdmins>
      <Page className="grid gap-6 [&>:first-child]:mb-0">
        <PageTitle>Payouts</PageTitle>
        <div className="flex flex-wrap items-end gap-x-5 gap-y-3">
          <Select
            className="w-full max-w-xs"
            label="Show"
            value={status ?? ''}
            options={FILTERS}
            onChange={(value) =>
              void navigate({ search: given({ user: filter.user, status: withdrawalStatus.safeParse(value).data }) })
            }
          />
          {filter.user !== undefined && (
            <div className="py-2">
              <OfOnePerson userId={filter.user}>
                <Link to="/admin/payouts" search={given({ status })} className="link">
                  Show everybody’s
                </Link>
              </OfOnePerson>
            </div>
          )}
        </div>
        <PayoutList key={JSON.stringify(filter)} filter={filter} />
      </Page>
    </OnlyAdmins>
  );
}

function PayoutList({ filter }: { readonly filter: PayoutFilter }) {
  const payouts = useInfiniteQuery(payoutsQuery(filter));
  const shown = payouts.data?.pages.flatMap((page) => page.data);
  if (shown === undefined) {
    if (payouts.isError) return <Failure error={payouts.error} retry={() => void payouts.refetch()} />;
    return <RowsLoading label="Loading payouts" rows={6} />;
  }
  return (
    <div className="grid gap-4">
      {payouts.isError && <Stale error={payouts.error} at={payouts.dataUpdatedAt} />}
      {shown.length === 0 ? (
        <Empty title="No such payouts">
          {filter.status === undefined
            ? 'What people withdraw from their wallets is listed here.'
            : 'Choose another status.'}
        </Empty>
      ) : (
        <div>
          <RowList aria-label="Payouts">
            {shown.map((payout) => (
              <PayoutRow key={payout.withdrawalId} payout={payout} />
            ))}
          </RowList>
          <LoadMore paged={payouts} />
        </div>
      )}
    </div>
  );
}

function PayoutRow({ payout }: { readonly payout: Payout }) {
  const { withdrawalId: id, status, amountMinor, currency, username, destination, failure, createdAt } = payout;
  const { word, tone } = WITHDRAWAL_LOOKS[status];
  return (
    <RowItem className="gap-x-5 hover:bg-sunken/60 sm:grid-cols-[11rem_1fr_auto] sm:items-center" data-payout={id}>
      <Badge tone={tone} className="w-fit">
        {word}
      </Badge>
      <div className="min-w-0">
        <Link to="/admin/payouts/$id" params={{ id }} className={`block font-medium break-words ${ROW_LINK}`}>
          <span className="tabular-nums">{formatMoney(amountMinor, currency)}</span> to {username}
        </Link>
        <p className="text-sm break-words text-muted">
          {destination.to}
          {failure !== null && ` · ${failure.replaceAll('_', ' ')}`}
        </p>
      </div>
      <p className="text-sm text-muted sm:text-right">
        <Ago at={createdAt} />
      </p>
    </RowItem>
  );
}
