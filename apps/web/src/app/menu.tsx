import { maySetProblems, mayManageVenues, type Role } from '@docket/contracts/http/identity';
import { Link, useRouter } from '@tanstack/react-router';
import { logOut } from '../lib/docket.ts';
import { Icon } from '../ui/icons.tsx';
import { Popover, useClosePopover } from '../ui/popover.tsx';
import { ThemeChoice } from './theme-choice.tsx';

const ITEM = 'flex min-h-10 items-center gap-2 rounded-lg px-3 hover:bg-sunken';

type MenuProps = { readonly username: string | undefined; readonly role: Role | undefined };

/** Account, the pages of those who run things, and the theme. */
export function Menu({ username, role }: MenuProps) {
  return (
    <Popover
      label={username === undefined ? 'Menu' : `Menu of ${username}`}
      triggerClass="my-auto max-sm:min-h-10"
      trigger={
        <>
          {username !== undefined && <span className="hidden max-w-36 truncate xl:inline">{username}</span>}
          <Icon name="menu" />
        </>
      }
    >
      <Content username={username} role={role} />
    </Popover>
  );
}

function Content({ username, role }: MenuProps) {
  const close = useClosePopover();
  return (
    <>
      {username === undefined ? (
        <nav aria-label="Account" className="grid">
          <Link to="/login" className={ITEM} onClick={close}>
            Log in
          </Link>
          <Link to="/signup" className={ITEM} onClick={close}>
            Create an account
          </Link>
        </nav>
      ) : (
        <Account username={username} role={role} />
      )}
      <nav aria-label="For developers" className="mt-2 grid border-t border-line pt-2">
        <Link to="/docs" className={ITEM} onClick={close}>
          API reference
        </Link>
      </nav>
      <div className="mt-2 border-t border-line p-2 pt-3">
        <ThemeChoice />
      </div>
    </>
  );
}

type AccountProps = { readonly username: string; readonly role: Role | undefined };

function Account({ username, role }: AccountProps) {
  const router = useRouter();
  const close = useClosePopover();
  return (
    <nav aria-label="Account" className="grid">
      <p className="px-3 pt-1 pb-2 text-sm text-muted">
        Logged in as <strong className="text-ink">{username}</strong>
      </p>
      <Link to="/profile/$username" params={{ username }} className={ITEM} onClick={close}>
        Your profile
      </Link>
      <Link to="/account" className={ITEM} onClick={close}>
        Your account
      </Link>
      <Link to="/submissions" className={ITEM} onClick={close}>
        Your submissions
      </Link>
      <Link to="/courses" className={ITEM} onClick={close}>
        Your courses
      </Link>
      <Link to="/bookings" className={ITEM} onClick={close}>
        Your bookings
      </Link>
      <Link to="/tickets" className={ITEM} onClick={close}>
        Your tickets
      </Link>
      <Link to="/trips" className={ITEM} onClick={close}>
        Your trips
      </Link>
      <Link to="/wallet" className={ITEM} onClick={close}>
        Your wallet
      </Link>
      {role !== undefined && mayManageVenues(role) && (
        <Link to="/venue" className={ITEM} onClick={close}>
          Venue
        </Link>
      )}
      {role !== undefined && maySetProblems(role) && (
        <Link to="/admin" className={ITEM} onClick={close}>
          Manage
        </Link>
      )}
      <button
        type="button"
        className={ITEM}
        onClick={() => {
          close();
          void router.navigate({ to: '/' }).then(() => logOut());
        }}
      >
        Log out
      </button>
    </nav>
  );
}
