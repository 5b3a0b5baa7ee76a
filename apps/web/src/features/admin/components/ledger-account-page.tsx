import { getStatementCsv, getStatementPdf, type StatementEntry } from '@docket/contracts/http/ledger';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { formatMoney } from '../../../lib/money.ts';
import { saveAnswer } from '../../../lib/save-answer.ts';
import { useAct } from '../../../lib/use-act.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Button } from '../../../ui/button.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { AtId, isNoSuch, NoSuch } from '../../../ui/no-such.tsx';
import { Fact, Page, PageTitle } from '../../../ui/page.tsx';
import { ROW_LINK, RowItem, RowList } from '../../../ui/row-list.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { statementQuery } from '../api/ledger.ts';
import { roleWords } from '../ledger-words.ts';
import { LedgerOwner, LedgerSubject } from './ledger-subject.tsx';
import { OnlyAdmins } from './only-admins.tsx';
import { formatMoment } from '../../../lib/format.ts';

const route = getRouteApi('/admin/ledger/$id');

/** One account: what is on it, and what moved, newest first. */
export function LedgerAccountPage() {
  useTitle('Account');
  const { id } = route.useParams();
  return (
    <OnlyAdmins>
      <AtId kind="ledgerAccount" id={id}>
        <Statement id={id} />
      </AtId>
    </OnlyAdmins>
  );
}

function Statement({ id }: { readonly id: string }) {
  const statement = useInfiniteQuery(statementQuery(id));
  const account = statement.data?.pages[0]?.account;
  const entries = statement.data?.pages.flatMap((page) => page.data) ?? [];
  if (isNoSuch('ledgerAccount', statement.error)) return <NoSuch kind="ledgerAccount" />;
  return (
    <Page className="grid gap-5 [&>:first-child]:mb-0">
      <PageTitle
        above={
          <Link to="/admin/ledger" className="link">
            Ledger
          </Link>
        }
        aside={<Files id={id} />}
      >
        {account === undefined ? 'Account' : roleWords(account.role)}
      </PageTitle>
      {statement.isError && <Failure error={statement.error} retry={() => void statement.refetch()} />}
      {statement.isPending && <RowsLoading label="Loading the statement" />}
      {account !== undefined && (
        <dl className="grid grid-cols-2 gap-4 sm:grid-cols-4">
          <Fact label="Balance">{formatMoney(account.balanceMinor, account.currency)}</Fact>
          <Fact label="Reserved">{formatMoney(account.reservedMinor, account.currency)}</Fact>
          <Fact label="Available">{formatMoney(account.availableMinor, account.currency)}</Fact>
          <Fact label="Owner">
            <span className="break-all">
              <LedgerOwner role={account.role} owner={account.owner} />
            </span>
          </Fact>
        </dl>
      )}
      {account !== undefined && entries.length === 0 && <Empty title="Nothing was posted here yet" />}
      {account !== undefined && entries.length > 0 && (
        <RowList aria-label="Entries">
          {entries.map((entry) => (
            <EntryRow key={entry.entryId} entry={entry} currency={account.currency} />
          ))}
        </RowList>
      )}
      <LoadMore paged={statement} />
    </Page>
  );
}

function Files({ id }: { readonly id: string }) {
  const save = useAct({
    act: ({ path, name }: { readonly path: string; readonly name: string }) =>
      saveAnswer(path.replace(':id', id), name),
  });
  return (
    <span className="flex gap-2">
      <Button size="small" onClick={() => save.mutate({ path: getStatementCsv.path, name: 'statement.csv' })}>
        CSV
      </Button>
      <Button size="small" onClick={() => save.mutate({ path: getStatementPdf.path, name: 'statement.pdf' })}>
        PDF
      </Button>
      {save.isError && <Failure error={save.error} />}
    </span>
  );
}

function EntryRow({ entry, currency }: { readonly entry: StatementEntry; readonly currency: string }) {
  const { transferId, kind, subjectKind, subjectId, at, amountMinor, balanceMinor } = entry;
  return (
    <RowItem className="grid-cols-[minmax(0,1fr)_auto] gap-x-4 text-sm">
      <Link to="/admin/transfers/$id" params={{ id: transferId }} className={`truncate font-mono ${ROW_LINK}`}>
        {kind}
      </Link>
      <p className="text-right font-semibold tabular-nums">{formatMoney(amountMinor, currency)}</p>
      <p className="truncate text-muted">
        {formatMoment(at)} · {subjectKind} <LedgerSubject kind={subjectKind} id={subjectId} />
      </p>
      <p className="text-right text-muted tabular-nums">{formatMoney(balanceMinor, currency)}</p>
    </RowItem>
  );
}
