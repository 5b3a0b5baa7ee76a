import type { Notification } from '@docket/contracts/http/notification';
import { composeNotification } from '@docket/contracts/notification/kinds';
import { Link } from '@tanstack/react-router';
import { cx } from '../../../lib/class-names.ts';
import { Ago } from '../../../ui/ago.tsx';
import { ROW_LINK, RowItem } from '../../../ui/row-list.tsx';
import { words } from '../words.ts';

type Props = { readonly told: Notification; readonly follow: () => void };

/** One notification: what happened, and the way to it. Nothing for a kind that only a newer app knows. */
export function NotificationRow({ told, follow }: Props) {
  const said = composeNotification(told.kind, told.data, words);
  if (said === undefined) return null;
  const unread = told.readAt === null;
  return (
    <RowItem data-testid="notification" data-unread={unread} className="grid-cols-[0.75rem_1fr] gap-x-2 py-2.5">
      <span className="row-span-2 flex pt-2">
        {unread && (
          <>
            <span className="size-2 rounded-full bg-primary" />
            <span className="sr-only">New: </span>
          </>
        )}
      </span>
      <span className="flex flex-wrap items-baseline justify-between gap-x-3">
        <Link
          to={said.link}
          onClick={follow}
          className={cx(ROW_LINK, 'min-w-0 wrap-anywhere', unread && 'font-semibold')}
        >
          {said.title}
        </Link>
        <span className="text-xs text-muted">
          <Ago at={told.createdAt} />
        </span>
      </span>
      <span className="text-sm wrap-anywhere text-muted">{said.text}</span>
    </RowItem>
  );
}
