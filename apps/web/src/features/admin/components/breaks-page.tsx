import type { ReconciliationBreak } from '@docket/contracts/http/reconciliation';
import { ageBucket, breakStatus, breakType } from '@docket/contracts/reconciliation/break';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
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
import { breakFiguresQuery, breaksQuery, type BreakFilter } from '../api/breaks.ts';
import { AGE_WORDS, BREAK_LOOKS, BREAK_STATUS_WORDS, KIND_WORDS } from '../break-look.ts';
import { BreakFigures } from './break-figures.tsx';
import { OnlyAdmins } from './only-admins.tsx';
import { Stale } from './stale.tsx';
import { StatementUpload } from './statement-upload.tsx';
import { Statements } from './bank-statements.tsx';

const route = getRouteApi('/admin/breaks');

/** Where the bank and our books say different things, and the statements that say so. */
export function BreaksPage() {
  useTitle('Breaks');
  const filter = route.useSearch();
  return (
    <OnlyAdmins>
      <Page className="grid gap-6 [&>:first-child]:mb-0">
        <PageTitle>Breaks</PageTitle>
        <BreakFigures />
        <Filters filter={filter} />
        <BreakList filter={filter} />
        <StatementUpload />
        <Statements />
      </Page>
    </OnlyAdmins>
  );
}

function Filters({ filter }: { readonly filter: BreakFilter }) {
  const navigate = route.useNavigate();
  const go = (change: BreakFilter): void => void navigate({ search: given({ ...filter, ...change }) });
  return (
    <div className="grid gap-3 sm:grid-cols-3">
      <Select
        label="Status"
        value={filter.status ?? 'OPEN'}
        options={breakStatus.options.map((value) => ({ value, label: BREAK_STATUS_WORDS[value] }))}
        onChange={(value) => go({ status: breakStatus.exclude(['OPEN']).safeParse(value).data })}
      />
      <Select
        label="Type"
        value={filter.type ?? ''}
        options={[
          { value: '', label: 'All types' },
          ...breakType.options.map((value) => ({ value, label: BREAK_LOOKS[value].word })),
        ]}
        onChange={(value) => go({ type: breakType.safeParse(value).data })}
      />
      <Select
        label="Age"
        value={filter.age ?? ''}
        options={[
          { value: '', label: 'Any age' },
          ...ageBucket.options.map((value) => ({ value, label: AGE_WORDS[value] })),
        ]}
        onChange={(value) => go({ age: ageBucket.safeParse(value).data })}
      />
    </div>
  );
}

function BreakList({ filter }: { readonly filter: BreakFilter }) {
  const breaks = useInfiniteQuery(breaksQuery(filter));
  const figures = useQuery(breakFiguresQuery());
  const shown = breaks.data?.pages.flatMap((page) => page.data);
  if (shown === undefined) {
    if (breaks.isError) return <Failure error={breaks.error} retry={() => void breaks.refetch()} />;
    return <RowsLoading label="Loading breaks" rows={6} />;
  }
  const all = Object.values(filter).every((value) => value === undefined);
  const unread = all && figures.data?.feeds.length === 0;
  return (
    <div className="grid gap-4">
      {breaks.isError && <Stale error={breaks.error} at={breaks.dataUpdatedAt} />}
      {shown.length === 0 ? (
        <NoBreaks all={all} unread={unread} />
      ) : (
        <div>
          <RowList aria-label="Breaks">
            {shown.map((each) => (
              <BreakRow key={each.breakId} of={each} />
            ))}
          </RowList>
          <LoadMore paged={breaks} />
        </div>
      )}
    </div>
  );
}

function NoBreaks({ all, unread }: { readonly all: boolean; readonly unread: boolean }) {
  if (unread)
    return (
      <Empty title="No statement of the bank has been read yet">
        What differs between the bank and our books appears here when one is.
      </Empty>
    );
  if (!all) return <Empty title="No such breaks">Choose another status, type or age.</Empty>;
  return (
    <Empty title="The bank and our books agree">
      A difference between a statement of the bank and our books appears here by itself.
    </Empty>
  );
}

function BreakRow({ of }: { readonly of: ReconciliationBreak }) {
  const { breakId, type, kind, differenceMinor, currency, reference, since, assignedTo, provider } = of;
  const { word, tone } = BREAK_LOOKS[type];
  return (
    <RowItem
      data-testid="break"
      data-type={type}
      className="gap-x-5 hover:bg-sunken/60 sm:grid-cols-[10rem_1fr_auto] sm:items-center"
    >
      <Badge tone={tone} className="w-fit">
        {word}
      </Badge>
      <div className="min-w-0">
        <Link
          to="/admin/breaks/$id"
          params={{ id: breakId }}
          className={`block font-semibold tabular-nums ${ROW_LINK}`}
        >
          {KIND_WORDS[kind]}, {formatMoney(differenceMinor, currency)}
        </Link>
        <p className="truncate text-sm text-muted">
          {provider}
          {reference !== null && ` · ${reference}`}
        </p>
      </div>
      <p className="text-sm text-muted sm:text-right">
        <Ago at={since} />
        {assignedTo !== null && <span className="block truncate">{assignedTo}</span>}
      </p>
    </RowItem>
  );
}
