import { lazy, Suspense, useEffect, useState } from 'react';
import { Icon } from '../../../ui/icons.tsx';
import { Popover } from '../../../ui/popover.tsx';
import { Loading } from '../../../ui/states.tsx';
import { useUnread } from '../api/queries.ts';

/** What the first page does not need is loaded when the bell is first opened. */
const Panel = lazy(async () => ({ default: (await import('./bell-panel.tsx')).BellPanel }));

/** How many notifications are new, and the newest of them below it. */
export function Bell() {
  const unread = useUnread().data?.unread ?? 0;
  useAppBadge(unread);
  const [wanted, setWanted] = useState(false);
  const count = unread >= 100 ? '99+' : String(unread);
  return (
    <Popover
      label={unread === 0 ? 'Notifications' : `Notifications, ${count} new`}
      triggerClass="relative my-auto max-sm:min-h-10"
      className="w-96"
      onOpen={() => setWanted(true)}
      trigger={
        <>
          <Icon name="bell" />
          {unread > 0 && (
            <span
              data-testid="unread"
              className="absolute -top-0.5 right-0 min-w-4 rounded-full bg-primary px-1 text-center text-[0.65rem] leading-4 font-bold text-on-primary"
            >
              {count}
            </span>
          )}
        </>
      }
    >
      {wanted && (
        <Suspense fallback={<Loading label="Loading notifications" lines={3} />}>
          <Panel />
        </Suspense>
      )}
    </Popover>
  );
}

/** The same on the app's icon, where it was put on a home screen; gone with the person who is logged in. */
function useAppBadge(unread: number): void {
  useEffect(() => {
    void navigator.setAppBadge?.(unread).catch(() => undefined);
  }, [unread]);
  useEffect(() => () => void navigator.clearAppBadge?.().catch(() => undefined), []);
}
