import { Link, useRouter } from '@tanstack/react-router';
import { session } from '../lib/session.ts';
import { docket } from '../lib/docket.ts';
import { Icon } from '../ui/icons.tsx';
import { Popover, useClosePopover } from '../ui/popover.tsx';
import { ThemeChoice } from './theme-choice.tsx';

const ITEM = 'flex min-h-10 items-center gap-2 rounded-lg px-3 hover:bg-sunken';

type MenuProps = { readonly username: string | undefined; readonly manages: boolean };

/** Account and theme. */
export function Menu({ username, manages }: MenuProps) {
  return (
    <Popover
      label={username === undefined ? 'Menu' : `Menu of ${username}`}
      triggerClass="my-auto max-sm:min-h-10"
      trigger={
        <>
          {username !== undefined && <span className="hidden max-w-40 truncate sm:inline">{username}</span>}
          <Icon name="menu" />
        </>
      }
    >
      <Content username={username} manages={manages} />
    </Popover>
  );
}

function Content({ username, manages }: MenuProps) {
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
        <Account username={username} manages={manages} />
      )}
      <div className="mt-2 border-t border-line p-2 pt-3">
        <ThemeChoice />
      </div>
    </>
  );
}

type AccountProps = { readonly username: string; readonly manages: boolean };

function Account({ username, manages }: AccountProps) {
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
  );
}
