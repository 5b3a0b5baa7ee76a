import { Link } from '@tanstack/react-router';
import { Button } from '../../../ui/button.tsx';
import { useClosePopover } from '../../../ui/popover.tsx';
import { RowList } from '../../../ui/row-list.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { useNotifications, useRead } from '../api/queries.ts';
import { NotificationRow } from './notification-row.tsx';

/** The newest, below the bell. */
export function BellPanel() {
  const close = useClosePopover();
  const list = useNotifications(8);
  const read = useRead();
  const told = list.data?.pages[0]?.data.slice(0, 8) ?? [];
  const [newest] = told;
  return (
    <section aria-label="Notifications" className="grid gap-2">
      <div className="flex min-h-9 items-center justify-between gap-3 px-2">
        <h2 className="font-bold">Notifications</h2>
        {newest !== undefined && told.some(({ readAt }) => readAt === null) && (
          <Button
            size="small"
            variant="ghost"
            busy={read.isPending}
            onClick={() => read.mutate({ upTo: newest.notificationId })}
          >
            Mark all as read
          </Button>
        )}
      </div>
      {list.isPending && <Loading label="Loading notifications" lines={3} />}
      {list.isError && <Failure error={list.error} retry={() => void list.refetch()} />}
      {list.isSuccess && told.length === 0 && (
        <p className="px-2 pb-3 text-sm text-muted">
          Nothing yet. Here you are told when seats are confirmed, shows change, and money comes back.
        </p>
      )}
      {told.length > 0 && (
        <>
          <RowList className="max-h-[60vh] overflow-y-auto">
            {told.map((each) => (
              <NotificationRow
                key={each.notificationId}
                told={each}
                follow={() => {
                  close();
                  if (each.readAt === null) read.mutate({ ids: [each.notificationId] });
                }}
              />
            ))}
          </RowList>
          <Link to="/notifications" onClick={close} className="link px-2 py-1 text-sm">
            See all
          </Link>
        </>
      )}
    </section>
  );
}
