import { roles } from '@docket/contracts/access';
import type { UserRow } from '@docket/contracts/http/users';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { given } from '../../../lib/given.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Ago } from '../../../ui/ago.tsx';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Field, Select } from '../../../ui/field.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { Page, PageTitle } from '../../../ui/page.tsx';
import { ROW_LINK, RowItem, RowList } from '../../../ui/row-list.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { usersQuery, type UserFilter } from '../api/users.ts';
import { OnlyAdmins } from './only-admins.tsx';
import { Stale } from './stale.tsx';
import { ROLE_WORDS } from '../role-words.ts';

const STATES = ['active', 'disabled'] as const;
const route = getRouteApi('/admin/users');

/** Who has an account here. */
export function UsersPage() {
  useTitle('Users');
  const filter = route.useSearch();
  return (
    <OnlyAdmins>
      <Page className="grid gap-6 [&>:first-child]:mb-0">
        <PageTitle>Users</PageTitle>
        <UserSearch key={JSON.stringify(filter)} filter={filter} />
        <UserList filter={filter} />
      </Page>
    </OnlyAdmins>
  );
}

function UserSearch({ filter }: { readonly filter: UserFilter }) {
  const navigate = route.useNavigate();
  const [search, setSearch] = useState(filter.q ?? '');
  const go = (change: UserFilter): void =>
    void navigate({ search: given({ ...filter, q: search.trim() || undefined, ...change }) });
  return (
    <form
      role="search"
      className="grid items-end gap-3 sm:grid-cols-[1fr_10rem_10rem_auto]"
      onSubmit={(event) => {
        event.preventDefault();
        go({});
      }}
    >
      <Field
        label="Name or address"
        value={search}
        maxLength={254}
        autoCapitalize="none"
        spellCheck={false}
        onChange={(event) => setSearch(event.target.value)}
      />
      <Select
        label="Role"
        value={filter.role ?? ''}
        options={[
          { value: '', label: 'All' },
          ...roles.map((role) => ({ value: role, label: ROLE_WORDS[role].label })),
        ]}
        onChange={(value) => void navigate({ search: given({ ...filter, role: roles.find((one) => one === value) }) })}
      />
      <Select
        label="Account"
        value={filter.state ?? ''}
        options={[
          { value: '', label: 'All' },
          { value: 'active', label: 'Open' },
          { value: 'disabled', label: 'Closed' },
        ]}
        onChange={(value) =>
          void navigate({
            search: given({ ...filter, state: STATES.find((state) => state === value) }),
          })
        }
      />
      <Button type="submit">Search</Button>
    </form>
  );
}

function UserList({ filter }: { readonly filter: UserFilter }) {
  const users = useInfiniteQuery(usersQuery(filter));
  const shown = users.data?.pages.flatMap((page) => page.data);
  if (shown === undefined) {
    if (users.isError) return <Failure error={users.error} retry={() => void users.refetch()} />;
    return <RowsLoading label="Loading the users" rows={8} />;
  }
  if (shown.length === 0)
    return <Empty title="Nobody is found">A part of the name or of the address is enough, whatever its case.</Empty>;
  return (
    <div className="grid gap-4">
      {users.isError && <Stale error={users.error} at={users.dataUpdatedAt} />}
      <div>
        <RowList aria-label="Users">
          {shown.map((user) => (
            <Row key={user.userId} user={user} />
          ))}
        </RowList>
        <LoadMore paged={users} />
      </div>
    </div>
  );
}

function Row({ user }: { readonly user: UserRow }) {
  return (
    <RowItem
      data-testid="user"
      data-user={user.userId}
      className="gap-x-5 hover:bg-sunken/60 sm:grid-cols-[1fr_auto_9rem] sm:items-center"
    >
      <div className="min-w-0">
        <Link
          to="/admin/users/$userId"
          params={{ userId: user.userId }}
          className={`block truncate font-semibold ${ROW_LINK}`}
        >
          {user.username}
        </Link>
        <p className="truncate text-sm text-muted">
          {user.email}
          {!user.emailConfirmed && ' (not confirmed)'}
        </p>
      </div>
      <p className="flex flex-wrap gap-2">
        {user.state === 'disabled' && <Badge tone="bad">Closed</Badge>}
        {user.role !== 'user' && <Badge tone="note">{ROLE_WORDS[user.role].label}</Badge>}
      </p>
      <p className="text-sm text-muted sm:text-right">
        joined <Ago at={user.joinedAt} />
      </p>
    </RowItem>
  );
}
