import { Link } from '@tanstack/react-router';
import { useTitle } from '../../../lib/use-title.ts';
import { Button } from '../../../ui/button.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { Page, PageTitle } from '../../../ui/page.tsx';
import { RowList } from '../../../ui/row-list.tsx';
import { Empty, Failure, Loading } from '../../../ui/states.tsx';
import { RequireSession } from '../../identity/components/require-session.tsx';
import { useNotifications, useRead } from '../api/queries.ts';
import { NotificationRow } from './notification-row.tsx';

/** Everything the caller was told, newest first, as it comes in. */
export function NotificationsPage() {
  useTitle('Notifications');
  return (
    <RequireSession>
      <Notifications />
    </RequireSession>
  );
}

function Notifications() {
  const list = useNotifications(30);
  const read = useRead();
  const told = list.data?.pages.flatMap(({ data }) => data) ?? [];
  const [newest] = told;
  return (
    <Page width="narrow">
      <PageTitle
        aside={
          <Link to="/account" className="link text-sm">
            What we mail you
          </Link>
        }
      >
        Notifications
      </PageTitle>
      {list.isPending && <Loading label="Loading notifications" />}
      {list.isError && <Failure error={list.error} retry={() => void list.refetch()} />}
      {list.isSuccess && told.length === 0 && (
        <Empty title="Nothing yet">
          Here you are told when seats are confirmed, shows change, and money comes back.
        </Empty>
      )}
      {newest !== undefined && (
        <div className="grid gap-3">
          {told.some(({ readAt }) => readAt === null) && (
            <Button
              size="small"
              className="justify-self-end"
              busy={read.isPending}
              onClick={() => read.mutate({ upTo: newest.notificationId })}
            >
              Mark all as read
            </Button>
          )}
          <RowList>
            {told.map((each) => (
              <NotificationRow
                key={each.notificationId}
                told={each}
                follow={() => {
                  if (each.readAt === null) read.mutate({ ids: [each.notificationId] });
                }}
              />
            ))}
          </RowList>
          <LoadMore paged={list} />
        </div>
      )}
    </Page>
  );
}
