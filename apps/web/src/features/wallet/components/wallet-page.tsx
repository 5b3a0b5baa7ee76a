import type { StatementEntry } from '@docket/contracts/http/ledger';
import { getWalletStatementCsv, getWalletStatementPdf, type WalletBalance } from '@docket/contracts/http/wallet';
import { formatMoney } from '../../../lib/money.ts';
import { useLiveInfiniteQuery, useLiveQuery } from '../../../lib/live/use-live-query.ts';
import { saveAnswer } from '../../../lib/save-answer.ts';
import { useAct } from '../../../lib/use-act.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Button } from '../../../ui/button.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { Fact, Page, PageTitle } from '../../../ui/page.tsx';
import { RowItem, RowList } from '../../../ui/row-list.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { RequireSession } from '../../identity/components/require-session.tsx';
import { entriesLive, entriesQuery, walletLive, walletQuery } from '../api/queries.ts';
import { DepositForm } from './deposit-form.tsx';
import { WithdrawForm } from './withdraw-form.tsx';
import { Withdrawals } from './withdrawals.tsx';
import { formatMoment } from '../../../lib/format.ts';

/** The caller's money: what there is, what moved, and the way out. */
export function WalletPage() {
  useTitle('Wallet');
  return (
    <RequireSession>
      <Wallet />
    </RequireSession>
  );
}

function Wallet() {
  const wallet = useLiveQuery(walletQuery(), walletLive);
  const balances = wallet.data?.balances ?? [];
  return (
    <Page width="text" className="grid gap-6 [&>:first-child]:mb-0">
      <PageTitle>Wallet</PageTitle>
      {wallet.isError && <Failure error={wallet.error} retry={() => void wallet.refetch()} />}
      {wallet.isPending && <RowsLoading label="Loading your wallet" rows={4} />}
      {wallet.data !== undefined && balances.length === 0 && (
        <Empty title="Your wallet is empty">Put money in, and pay with it in one step.</Empty>
      )}
      {balances.map((balance) => (
        <Balance key={balance.currency} balance={balance} />
      ))}
      {!wallet.isPending && (
        <DepositForm currencies={[...new Set([...balances.map(({ currency }) => currency), 'INR', 'EUR', 'USD'])]} />
      )}
      {balances.some(({ availableMinor }) => availableMinor > 0) && (
        <WithdrawForm currencies={balances.filter((one) => one.availableMinor > 0).map(({ currency }) => currency)} />
      )}
      <Withdrawals />
    </Page>
  );
}

function Balance({ balance }: { readonly balance: WalletBalance }) {
  const { currency, balanceMinor, reservedMinor, availableMinor } = balance;
  const entries = useLiveInfiniteQuery(entriesQuery(currency), entriesLive);
  const all = entries.data?.pages.flatMap((page) => page.data) ?? balance.entries;
  return (
    <section aria-label={currency} className="grid gap-3">
      <dl className="grid grid-cols-3 gap-4" data-testid="wallet-balance">
        <Fact label="Available">{formatMoney(availableMinor, currency)}</Fact>
        <Fact label="Reserved">{formatMoney(reservedMinor, currency)}</Fact>
        <Fact label="Balance">{formatMoney(balanceMinor, currency)}</Fact>
      </dl>
      {all.length > 0 && <Statements currency={currency} />}
      {entries.isError && <Failure error={entries.error} retry={() => void entries.refetch()} />}
      {all.length === 0 && <Empty title="Nothing has moved yet" />}
      {all.length > 0 && (
        <RowList aria-label={`What moved in ${currency}`}>
          {all.map((entry) => (
            <Entry key={entry.entryId} entry={entry} currency={currency} />
          ))}
        </RowList>
      )}
      <LoadMore paged={entries} />
    </section>
  );
}

const FILES = [
  { form: 'PDF', path: getWalletStatementPdf.path, name: 'statement.pdf' },
  { form: 'CSV', path: getWalletStatementCsv.path, name: 'statement.csv' },
] as const;

/** The last 31 days, to be kept or handed on. */
function Statements({ currency }: { readonly currency: string }) {
  const save = useAct({
    act: ({ path, name }: (typeof FILES)[number]) => saveAnswer(`${path}?currency=${currency}`, name),
  });
  return (
    <>
      <p className="flex flex-wrap gap-2">
        {FILES.map((file) => (
          <Button
            key={file.form}
            size="small"
            busy={save.isPending && save.variables === file}
            onClick={() => !save.isPending && save.mutate(file)}
          >
            Statement as {file.form}
            <span className="sr-only">, {currency}</span>
          </Button>
        ))}
      </p>
      {save.error !== null && <Failure error={save.error} />}
    </>
  );
}

const WORDS: Readonly<Record<string, string>> = {
  'payment.delivered': 'Paid in',
  'wallet.reserved': 'Payment',
  'wallet.refunded': 'Refund',
  'withdrawal.requested': 'Withdrawal',
  'withdrawal.returned': 'Withdrawal came back',
};

function Entry({ entry, currency }: { readonly entry: StatementEntry; readonly currency: string }) {
  return (
    <RowItem className="grid-cols-[minmax(0,1fr)_auto] gap-x-4 text-sm">
      <p className="truncate">{WORDS[entry.kind] ?? 'Adjustment'}</p>
      <p className="text-right font-semibold tabular-nums">{formatMoney(entry.amountMinor, currency)}</p>
      <p className="text-muted">{formatMoment(entry.at)}</p>
      <p className="text-right text-muted tabular-nums">{formatMoney(entry.balanceMinor, currency)}</p>
    </RowItem>
  );
}
