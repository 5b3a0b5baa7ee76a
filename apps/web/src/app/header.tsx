import { maySetProblems } from '@docket/contracts/http/identity';
import { Link, useRouter } from '@tanstack/react-router';
import { useId, useRef } from 'react';
import { session, useSession } from '../features/session/api/session.ts';
import { cx } from '../lib/class-names.ts';
import { docket } from '../lib/docket.ts';
import { buttonClass } from '../ui/button.tsx';
import { Icon, Logo } from '../ui/icons.tsx';
import { ConnectionIndicator } from './connection.tsx';
import { ThemeChoice } from './theme-choice.tsx';

const NAV =
  'flex items-center border-b-2 border-transparent px-1 text-muted hover:text-ink aria-[current]:border-mark aria-[current]:font-medium aria-[current]:text-ink';
const ITEM = 'flex min-h-10 items-center gap-2 rounded-lg px-3 hover:bg-sunken';

export function Header() {
  const current = useSession();
  return (
    <header className="border-b border-line bg-paper">
      <div className="mx-auto flex h-14 max-w-[100rem] items-stretch gap-4 px-4 sm:gap-6 sm:px-6">
        <Link to="/" className="flex items-center gap-2 text-lg font-bold tracking-tight" aria-label="Docket, home">
          <Logo />
          <span className="hidden min-[26rem]:inline">Docket</span>
        </Link>
        <nav aria-label="Main" className="flex gap-4 sm:gap-5">
          <Link to="/problems" className={NAV} activeOptions={{ includeSearch: false }}>
            Problems
          </Link>
          {current !== undefined && (
            <Link to="/submissions" className={NAV} activeOptions={{ includeSearch: false }}>
              Submissions
            </Link>
          )}
          {current !== undefined && maySetProblems(current.role) && (
            // On a phone it is in the menu only.
            <Link to="/admin" className={cx(NAV, 'max-sm:hidden')}>
              Manage
            </Link>
          )}
        </nav>
        <div className="ml-auto flex items-center gap-2 sm:gap-3">
          {current !== undefined && <ConnectionIndicator />}
          {current === undefined && (
            <Link to="/login" className={buttonClass('secondary', 'small')}>
              Log in
            </Link>
          )}
          <Menu username={current?.username} manages={current !== undefined && maySetProblems(current.role)} />
        </div>
      </div>
    </header>
  );
}

/** Account and theme. A popover of the platform: closes on Escape and on a click outside, and gives the focus back. */
function Menu({ username, manages }: { readonly username: string | undefined; readonly manages: boolean }) {
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  const router = useRouter();
  const close = () => panel.current?.hidePopover();
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        className={buttonClass('ghost', 'small')}
        aria-label={username === undefined ? 'Menu' : `Menu of ${username}`}
      >
        {username !== undefined && <span className="hidden max-w-40 truncate sm:inline">{username}</span>}
        <Icon name="menu" />
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        className="fixed inset-auto top-13 right-3 m-0 w-72 rounded-xl border border-line bg-card p-2 text-ink shadow-lg sm:right-5"
      >
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
          <nav aria-label="Account" className="grid">
            <p className="px-3 pt-1 pb-2 text-sm text-muted">
              Logged in as <strong className="text-ink">{username}</strong>
            </p>
            <Link to="/profile/$username" params={{ username }} className={ITEM} onClick={close}>
              Your profile
            </Link>
            <Link to="/submissions" className={ITEM} onClick={close}>
              Your submissions
            </Link>
            {manages && (
              <Link to="/admin" className={ITEM} onClick={close}>
                Manage the judge
              </Link>
            )}
            <button
              type="button"
              className={ITEM}
              onClick={() => {
                close();
                void router
                  .navigate({ to: '/' })
                  .then(() => docket.logout())
                  .finally(() => session.set(undefined));
              }}
            >
              Log out
            </button>
          </nav>
        )}
        <div className="mt-2 border-t border-line p-2 pt-3">
          <ThemeChoice />
        </div>
      </div>
    </>
  );
}
