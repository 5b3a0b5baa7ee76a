import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Failure, RowsLoading } from '../../../ui/states.tsx';

type FirstRowsProps<Row> = {
  readonly id: string;
  readonly title: string;
  /** The way to all of them. */
  readonly all: ReactNode;
  /** Said while they load. */
  readonly loading: string;
  readonly query: UseInfiniteQueryResult<InfiniteData<{ readonly data: readonly Row[] }>>;
  /** Where there are none; without it the whole section is left out then. */
  readonly empty?: ReactNode;
  readonly children: (rows: readonly Row[]) => ReactNode;
};

/** The first few of a long list, as a section of a page. */
export function FirstRows<Row>({ id, title, all, loading, query, empty, children }: FirstRowsProps<Row>) {
  const rows = query.data?.pages[0]?.data;
  if (rows?.length === 0 && empty === undefined) return null;
  return (
    <section aria-labelledby={id}>
      <div className="mb-3 flex items-baseline justify-between gap-4">
        <h2 id={id} className="text-lg font-bold">
          {title}
        </h2>
        {all}
      </div>
      {query.isPending && <RowsLoading label={loading} rows={5} />}
      {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
      {rows !== undefined && (rows.length === 0 ? empty : children(rows))}
    </section>
  );
}
