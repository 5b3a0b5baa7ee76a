import { useInfiniteQuery } from '@tanstack/react-query';
import { plural } from '../../../lib/format.ts';
import { formatMoney } from '../../../lib/money.ts';
import { Ago } from '../../../ui/ago.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { RowItem, RowList } from '../../../ui/row-list.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { bankStatementsQuery } from '../api/breaks.ts';

/** Statements that were fetched or uploaded, newest first. */
export function Statements() {
  const statements = useInfiniteQuery(bankStatementsQuery());
  const all = statements.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <section aria-labelledby="statements" className="grid gap-3">
      <h2 id="statements" className="text-lg font-semibold">
        Statements taken
      </h2>
      {statements.isError && <Failure error={statements.error} retry={() => void statements.refetch()} />}
      {statements.isPending && <RowsLoading label="Loading statements" rows={3} />}
      {statements.data !== undefined && all.length === 0 && <Empty title="No statements yet" />}
      {all.length > 0 && (
        <RowList aria-label="Statements, newest first">
          {all.map(
            ({ statementId, account, currency, source, entries, newEntries, closingMinor, receivedAt, provider }) => (
              <RowItem
                key={`${provider} ${account} ${currency} ${statementId}`}
                className="grid-cols-[minmax(0,1fr)_auto] gap-x-4 text-sm"
              >
                <p className="truncate font-mono font-semibold">{statementId}</p>
                <p className="text-right font-semibold tabular-nums">{formatMoney(closingMinor, currency)}</p>
                <p className="truncate text-muted">
                  {plural(entries, 'entry', 'entries')}, {newEntries} new · {source} · {account}
                </p>
                <p className="text-right text-muted">
                  <Ago at={receivedAt} />
                </p>
              </RowItem>
            ),
          )}
        </RowList>
      )}
      <LoadMore paged={statements} />
    </section>
  );
}
