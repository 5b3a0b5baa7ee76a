import { accountRole, type LedgerAccount } from '@docket/contracts/http/ledger';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { given } from '../../../lib/given.ts';
import { formatMoney } from '../../../lib/money.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Select } from '../../../ui/field.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { Page, PageTitle } from '../../../ui/page.tsx';
import { ROW_LINK, RowItem, RowList } from '../../../ui/row-list.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { accountsQuery } from '../api/ledger.ts';
import { roleWords } from '../ledger-words.ts';
import { OnlyAdmins } from './only-admins.tsx';

const route = getRouteApi('/admin/ledger');

const ROLES = [
  { value: '', label: 'All accounts' },
  ...accountRole.options.map((role) => ({ value: role, label: roleWords(role) })),
];

/** All accounts of the ledger with what is on them. */
export function LedgerPage() {
  useTitle('Ledger');
  return (
    <OnlyAdmins>
      <Accounts />
    </OnlyAdmins>
  );
}

function Accounts() {
  const { role } = route.useSearch();
  const navigate = route.useNavigate();
  const accounts = useInfiniteQuery(accountsQuery(role));
  const all = accounts.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Page className="grid gap-5 [&>:first-child]:mb-0">
      <PageTitle>Ledger</PageTitle>
      <Select
        label="For"
        className="max-w-xs"
        value={role ?? ''}
        options={ROLES}
        onChange={(value) => void navigate({ search: given({ role: accountRole.safeParse(value).data }) })}
      />
      {accounts.isError && <Failure error={accounts.error} retry={() => void accounts.refetch()} />}
      {accounts.isPending && <RowsLoading label="Loading accounts" />}
      {accounts.data !== undefined && all.length === 0 && <Empty title="No accounts yet">Money makes them.</Empty>}
      {all.length > 0 && (
        <RowList aria-label="Accounts">
          {all.map((account) => (
            <AccountRow key={account.accountId} account={account} />
          ))}
        </RowList>
      )}
      <LoadMore paged={accounts} />
    </Page>
  );
}

function AccountRow({ account }: { readonly account: LedgerAccount }) {
  const { accountId, role, owner, currency, balanceMinor, reservedMinor } = account;
  return (
    <RowItem className="grid-cols-[minmax(0,1fr)_auto] gap-x-4 text-sm">
      <Link to="/admin/ledger/$id" params={{ id: accountId }} className={`font-semibold ${ROW_LINK}`}>
        {roleWords(role)}
      </Link>
      <p className="text-right tabular-nums">{formatMoney(balanceMinor, currency)}</p>
      <p className="truncate text-muted">{owner}</p>
      <p className="text-right text-muted tabular-nums">
        {reservedMinor > 0 ? `${formatMoney(reservedMinor, currency)} reserved` : currency}
      </p>
    </RowItem>
  );
}
