import type { LedgerTransfer } from '@docket/contracts/http/ledger';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { formatMoney } from '../../../lib/money.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { AtId, isNoSuch, NoSuch } from '../../../ui/no-such.tsx';
import { Fact, Page, PageTitle } from '../../../ui/page.tsx';
import { ROW_LINK, RowItem, RowList } from '../../../ui/row-list.tsx';
import { Failure, RowsLoading } from '../../../ui/states.tsx';
import { transferQuery } from '../api/ledger.ts';
import { roleWords } from '../ledger-words.ts';
import { LedgerSubject } from './ledger-subject.tsx';
import { OnlyAdmins } from './only-admins.tsx';
import { formatMoment } from '../../../lib/format.ts';

const route = getRouteApi('/admin/transfers/$id');

/** One transfer with its entries. */
export function LedgerTransferPage() {
  useTitle('Transfer');
  const { id } = route.useParams();
  return (
    <OnlyAdmins>
      <AtId kind="transfer" id={id}>
        <Transfer id={id} />
      </AtId>
    </OnlyAdmins>
  );
}

function standing({ phase, end }: LedgerTransfer): string {
  if (phase !== 'pending') return phase;
  return end === null ? 'reserved' : end.phase;
}

function Transfer({ id }: { readonly id: string }) {
  const transfer = useQuery(transferQuery(id));
  const { data } = transfer;
  if (isNoSuch('transfer', transfer.error)) return <NoSuch kind="transfer" />;
  return (
    <Page className="grid gap-5 [&>:first-child]:mb-0">
      <PageTitle
        above={
          <Link to="/admin/ledger" className="link">
            Ledger
          </Link>
        }
      >
        Transfer
      </PageTitle>
      {transfer.isError && <Failure error={transfer.error} retry={() => void transfer.refetch()} />}
      {transfer.isPending && <RowsLoading label="Loading the transfer" rows={3} />}
      {data !== undefined && (
        <>
          <dl className="grid grid-cols-2 gap-4 sm:grid-cols-4">
            <Fact label="Kind">{data.kind}</Fact>
            <Fact label="State">{standing(data)}</Fact>
            <Fact label="At">{formatMoment(data.at)}</Fact>
            <Fact label={`Of the ${data.subjectKind}`}>
              <span className="break-all">
                <LedgerSubject kind={data.subjectKind} id={data.subjectId} />
              </span>
            </Fact>
          </dl>
          <RowList aria-label="Entries">
            {data.entries.map((entry, n) => (
              <RowItem key={n} className="grid-cols-[minmax(0,1fr)_auto_auto] gap-x-4 text-sm">
                <Link
                  to="/admin/ledger/$id"
                  params={{ id: entry.accountId }}
                  className={`truncate font-semibold ${ROW_LINK}`}
                >
                  {roleWords(entry.role)}
                </Link>
                <p>{entry.side}</p>
                <p className="text-right tabular-nums">{formatMoney(entry.amountMinor, entry.currency)}</p>
              </RowItem>
            ))}
          </RowList>
        </>
      )}
    </Page>
  );
}
