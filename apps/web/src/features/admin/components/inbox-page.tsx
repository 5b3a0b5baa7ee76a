import { inboxStatus, type InboxEvent } from '@docket/contracts/http/inbox';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { given } from '../../../lib/given.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Ago } from '../../../ui/ago.tsx';
import { Button } from '../../../ui/button.tsx';
import { Field, Select } from '../../../ui/field.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { Page, PageTitle } from '../../../ui/page.tsx';
import { ROW_LINK, RowItem, RowList } from '../../../ui/row-list.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { inboxQuery, type InboxFilter } from '../api/queries.ts';
import { INBOX_WORDS, InboxBadge } from './inbox-status.tsx';
import { OnlyAdmins } from './only-admins.tsx';
import { Stale } from './stale.tsx';

const route = getRouteApi('/admin/inbox');

/** What providers have called in, and what came of it. */
export function InboxPage() {
  useTitle('Inbox');
  const filter = route.useSearch();
  return (
    <OnlyAdmins>
      <Page className="grid gap-6 [&>:first-child]:mb-0">
        <PageTitle>Inbox</PageTitle>
        <InboxSearch key={JSON.stringify(filter)} filter={filter} />
        <InboxList filter={filter} />
      </Page>
    </OnlyAdmins>
  );
}

function InboxSearch({ filter }: { readonly filter: InboxFilter }) {
  const navigate = route.useNavigate();
  const [search, setSearch] = useState(filter.q ?? '');
  const [provider, setProvider] = useState(filter.provider ?? '');
  const go = (status: InboxFilter['status']): void =>
    void navigate({
      search: given({ q: search.trim() || undefined, provider: provider.trim() || undefined, status }),
    });
  return (
    <form
      role="search"
      className="grid items-end gap-3 sm:grid-cols-[1fr_10rem_12rem_auto]"
      onSubmit={(event) => {
        event.preventDefault();
        go(filter.status);
      }}
    >
      <Field
        label="Reference or event id"
        value={search}
        maxLength={200}
        onChange={(event) => setSearch(event.target.value)}
      />
      <Field label="Provider" value={provider} maxLength={40} onChange={(event) => setProvider(event.target.value)} />
      <Select
        label="Status"
        value={filter.status ?? ''}
        options={[
          { value: '', label: 'All' },
          ...inboxStatus.options.map((value) => ({ value, label: INBOX_WORDS[value].label })),
        ]}
        onChange={(value) => go(inboxStatus.safeParse(value).data)}
      />
      <Button type="submit">Search</Button>
    </form>
  );
}

function InboxList({ filter }: { readonly filter: InboxFilter }) {
  const events = useInfiniteQuery(inboxQuery(filter));
  const shown = events.data?.pages.flatMap((page) => page.data);
  if (shown === undefined) {
    if (events.isError) return <Failure error={events.error} retry={() => void events.refetch()} />;
    return <RowsLoading label="Loading the inbox" rows={8} />;
  }
  const all = Object.values(filter).every((value) => value === undefined);
  return (
    <div className="grid gap-4">
      {events.isError && <Stale error={events.error} at={events.dataUpdatedAt} />}
      {shown.length === 0 ? (
        <Empty title={all ? 'Nobody has called yet' : 'No such event'}>
          {all
            ? 'What providers tell of payments, refunds and payouts arrives here.'
            : 'References and event ids are searched as a whole.'}
        </Empty>
      ) : (
        <div>
          <RowList aria-label="Events">
            {shown.map((event) => (
              <InboxRow key={event.inboxId} event={event} />
            ))}
          </RowList>
          <LoadMore paged={events} />
        </div>
      )}
    </div>
  );
}

function InboxRow({ event }: { readonly event: InboxEvent }) {
  return (
    <RowItem
      data-testid="inbox-event"
      data-event={event.inboxId}
      className="gap-x-5 hover:bg-sunken/60 sm:grid-cols-[7rem_1fr_auto] sm:items-center"
    >
      <p>
        <InboxBadge event={event} />
      </p>
      <div className="min-w-0">
        <Link
          to="/admin/inbox/$id"
          params={{ id: event.inboxId }}
          className={`block truncate font-mono text-sm font-semibold ${ROW_LINK}`}
        >
          {event.type ?? event.eventId}
        </Link>
        <p className="truncate text-sm text-muted">{event.reference ?? event.error ?? event.eventId}</p>
      </div>
      <p className="text-sm text-muted sm:text-right">
        {event.provider}, <Ago at={event.receivedAt} />
      </p>
    </RowItem>
  );
}
