import type { UserDetail } from '@docket/contracts/http/users';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTitle } from '../../../lib/use-title.ts';
import { Ago } from '../../../ui/ago.tsx';
import { Badge } from '../../../ui/badge.tsx';
import { AtId, isNoSuch, NoSuch } from '../../../ui/no-such.tsx';
import { Fact, Page } from '../../../ui/page.tsx';
import { RowItem, RowList } from '../../../ui/row-list.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { userQuery } from '../api/users.ts';
import { ROLE_WORDS } from '../role-words.ts';
import { OnlyAdmins } from './only-admins.tsx';
import { Stale } from './stale.tsx';
import { UserActions } from './user-actions.tsx';

const route = getRouteApi('/admin/users/$userId');

/** One account, what can be done about it, and what was. */
export function UserPage() {
  useTitle('User');
  const { userId } = route.useParams();
  return (
    <OnlyAdmins>
      <AtId kind="user" id={userId}>
        <OneUser userId={userId} />
      </AtId>
    </OnlyAdmins>
  );
}

function OneUser({ userId }: { readonly userId: string }) {
  const user = useQuery(userQuery(userId));
  if (user.data === undefined) {
    if (isNoSuch('user', user.error)) return <NoSuch kind="user" />;
    return (
      <Page>
        {user.isError ? (
          <Failure error={user.error} retry={() => void user.refetch()} />
        ) : (
          <Loading label="Loading the user" lines={8} />
        )}
      </Page>
    );
  }
  return (
    <Page className="grid gap-6">
      {user.isError && <Stale error={user.error} at={user.dataUpdatedAt} />}
      <UserView user={user.data} />
    </Page>
  );
}

function UserView({ user }: { readonly user: UserDetail }) {
  return (
    <>
      <div className="min-w-0">
        <p className="caption">
          <Link to="/admin/users" className="link">
            Users
          </Link>
        </p>
        <h1 className="text-2xl font-bold break-words">{user.username}</h1>
        <p className="mt-1 flex flex-wrap items-center gap-2">
          <Badge tone="note">{ROLE_WORDS[user.role].label}</Badge>
          {user.state === 'disabled' && <Badge tone="bad">Closed</Badge>}
        </p>
      </div>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-3 border-y border-dashed border-edge/60 py-3 sm:flex sm:flex-wrap sm:gap-x-10">
        <Fact label={user.emailConfirmed ? 'Address' : 'Address, not confirmed'} className="min-w-0 break-all">
          {user.email}
        </Fact>
        {user.pendingEmail !== null && (
          <Fact label="Changes to, once confirmed" className="min-w-0 break-all">
            {user.pendingEmail}
          </Fact>
        )}
        {user.phone !== null && <Fact label="Phone">{user.phone}</Fact>}
        <Fact label="Joined">
          <Ago at={user.joinedAt} />
        </Fact>
        <Fact label="Logins">{user.sessions}</Fact>
        <Fact label="Seen">{user.seenAt === null ? '–' : <Ago at={user.seenAt} />}</Fact>
        {user.disabledAt !== null && (
          <Fact label="Closed">
            <Ago at={user.disabledAt} />
          </Fact>
        )}
      </dl>
      <p className="flex gap-4">
        <Link to="/admin/payments" search={{ user: user.userId }} className="link">
          Payments
        </Link>
        <Link to="/admin/payouts" search={{ user: user.userId }} className="link">
          Payouts
        </Link>
      </p>
      <UserActions key={`${user.role}.${user.state}`} user={user} />
      <Changes changes={user.changes} />
    </>
  );
}

const CHANGE_WORDS = {
  disabled: 'closed the account',
  enabled: 'opened the account again',
  sessions: 'ended all logins',
  password: 'set another password',
} as const;

function wordsOf({ kind, before, after }: UserDetail['changes'][number]): string {
  return kind === 'role' ? `changed the role from ${before ?? 'user'} to ${after ?? 'user'}` : CHANGE_WORDS[kind];
}

function Changes({ changes }: { readonly changes: UserDetail['changes'] }) {
  return (
    <section className="grid min-w-0 gap-2" aria-labelledby="changes">
      <h2 id="changes" className="text-lg font-semibold">
        What was changed
      </h2>
      {changes.length === 0 ? (
        <p className="text-sm text-muted">Nothing, by admins or on the command line.</p>
      ) : (
        <RowList>
          {changes.map((change) => (
            <RowItem key={change.changeId} data-testid="account-change" className="sm:grid-cols-[1fr_auto] sm:gap-x-5">
              <p className="min-w-0 break-words">
                <span className="font-semibold">{change.actor}</span> {wordsOf(change)}
              </p>
              <p className="text-sm text-muted">
                <Ago at={change.at} />
              </p>
            </RowItem>
          ))}
        </RowList>
      )}
    </section>
  );
}
