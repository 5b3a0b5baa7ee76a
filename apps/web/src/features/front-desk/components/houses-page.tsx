import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { plural } from '../../../lib/format.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Field } from '../../../ui/field.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { Page, PageTitle } from '../../../ui/page.tsx';
import { ROW_LINK, RowItem, RowList } from '../../../ui/row-list.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { housesQuery } from '../api/queries.ts';

/** Houses with rooms to let, for those who run them. */
export function HousesPage() {
  useTitle('Houses');
  const [text, setText] = useState('');
  const q = useDeferredValue(text.trim());
  const houses = useInfiniteQuery(housesQuery(q));
  const rows = houses.data?.pages.flatMap(({ data }) => data);
  return (
    <Page className="grid gap-4 [&>:first-child]:mb-0">
      <PageTitle>Houses</PageTitle>
      <Field
        label="Name or place"
        type="search"
        className="max-w-md"
        maxLength={100}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {houses.isError && <Failure error={houses.error} retry={() => void houses.refetch()} />}
      {rows === undefined && !houses.isError && <RowsLoading label="Loading houses" />}
      {rows?.length === 0 && (
        <Empty title={q === '' ? 'There are no houses yet' : 'No house is called that'}>
          {q === '' ? 'Whoever runs the installation adds them.' : undefined}
        </Empty>
      )}
      {rows !== undefined && rows.length > 0 && (
        <RowList aria-label="Houses">
          {rows.map((house) => (
            <RowItem
              key={house.propertyId}
              className="min-h-14 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 hover:bg-sunken/60"
            >
              <div className="min-w-0">
                <Link
                  to="/venue/stays/$slug/desk"
                  params={{ slug: house.slug }}
                  className={`block truncate font-semibold ${ROW_LINK}`}
                >
                  {house.name}
                </Link>
                <p className="truncate text-sm text-muted">
                  {house.area}, {house.place.name} · {plural(house.rooms, 'room')}
                </p>
              </div>
              <div className="flex items-center gap-3 text-sm tabular-nums">
                {house.status === 'CLOSED' && <Badge tone="muted">Closed</Badge>}
                <span className={house.arrivals === 0 ? 'text-muted' : ''}>{plural(house.arrivals, 'arrival')}</span>
              </div>
            </RowItem>
          ))}
        </RowList>
      )}
      <LoadMore paged={houses} />
    </Page>
  );
}
