import { maySetProblems } from '@docket/contracts/http/identity';
import { Link, useLocation } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useSession } from '../lib/session.ts';
import { cx } from '../lib/class-names.ts';
import { buttonClass } from '../ui/button.tsx';
import { Logo } from '../ui/icons.tsx';
import { AREAS, areaOf, type Area } from './areas.ts';
import { ConnectionIndicator } from './connection.tsx';
import { Menu } from './menu.tsx';

const NAV =
  'flex min-h-11 items-center border-y-2 border-transparent px-1 text-muted -outline-offset-2! hover:text-ink aria-[current]:border-b-mark aria-[current]:font-medium aria-[current]:text-ink';

export function Header() {
  const current = useSession();
  const area = useArea();
  const manages = current !== undefined && maySetProblems(current.role);
  const several = AREAS.length > 1;
  return (
    <header className="border-b border-line bg-paper print:hidden">
      <div
        className={cx(
          'mx-auto flex max-w-[100rem] items-stretch gap-x-4 px-4 sm:gap-x-6 sm:px-6 lg:h-14',
          // Two rows, until one holds all links and a long name.
          several ? 'max-lg:flex-wrap' : 'h-14',
        )}
      >
        <Link to="/" className="flex items-center gap-2 text-lg font-bold tracking-tight" aria-label="Docket, home">
          <Logo />
          <span className="hidden min-[26rem]:inline">Docket</span>
        </Link>
        {several && <AreaSwitch area={area} />}
        <nav
          aria-label={area.label}
          className={cx('flex gap-4 sm:gap-5', several && 'max-lg:order-last max-lg:basis-full')}
        >
          {area.links.map(
            (link) =>
              (link.personal !== true || current !== undefined) &&
              (link.only === undefined || (current !== undefined && link.only(current.role))) && (
                <Link key={link.to} to={link.to} className={NAV} activeOptions={{ includeSearch: false }}>
                  {link.label}
                </Link>
              ),
          )}
          {manages && (
            // On a phone it is in the menu only.
            <Link to="/admin" className={cx(NAV, 'max-sm:hidden')}>
              Manage
            </Link>
          )}
        </nav>
        <div className={cx('ml-auto flex items-center gap-2 sm:gap-3', several && 'max-lg:min-h-12')}>
          {current !== undefined && <ConnectionIndicator />}
          {current === undefined && (
            <Link to="/login" className={buttonClass('secondary', 'small')}>
              Log in
            </Link>
          )}
          <Menu username={current?.username} manages={manages} />
        </div>
      </div>
    </header>
  );
}

/** The names of the areas, as one control. */
function AreaSwitch({ area }: { readonly area: Area }) {
  return (
    <nav aria-label="Areas" className="my-auto flex rounded-lg bg-sunken p-1">
      {AREAS.map((one) => (
        <Link
          key={one.label}
          to={one.home}
          aria-current={one === area ? 'true' : undefined}
          className={cx(
            'flex min-h-8 items-center rounded-md px-3 text-sm',
            one === area ? 'bg-card font-medium text-ink shadow-sm' : 'text-muted hover:text-ink',
          )}
        >
          {one.label}
        </Link>
      ))}
    </nav>
  );
}

/** The area of the page, or the last one there was. */
function useArea(): Area {
  const pathname = useLocation({ select: (location) => location.pathname });
  const here = areaOf(pathname);
  const [last, setLast] = useState(here ?? AREAS[0]);
  useEffect(() => {
    if (here !== undefined) setLast(here);
  }, [here]);
  return here ?? last;
}
