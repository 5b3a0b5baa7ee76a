import { maySetProblems, type Role } from '@docket/contracts/http/identity';
import { Link, useLocation } from '@tanstack/react-router';
import { useSession } from '../lib/session.ts';
import { cx } from '../lib/class-names.ts';
import { buttonClass } from '../ui/button.tsx';
import { Logo } from '../ui/icons.tsx';
import { AREAS, areaOf, type Area, type AreaLink } from './areas.ts';
import { Bell } from '../features/notification/components/bell.tsx';
import { ConnectionIndicator } from './connection.tsx';
import { Menu } from './menu.tsx';

const NAV =
  'flex items-center border-y-2 border-transparent px-1.5 whitespace-nowrap lg:px-2.5 text-muted -outline-offset-2! hover:text-ink aria-[current]:border-b-primary aria-[current]:font-semibold aria-[current]:text-ink';

/** The pages of an area that this person may open. */
export function linksFor(area: Area, role: Role | undefined): readonly AreaLink[] {
  return area.links.filter(
    (link) =>
      (link.personal !== true || role !== undefined) &&
      (link.only === undefined || (role !== undefined && link.only(role))),
  );
}

/** Pages that fit beside each other from a tablet on; with more there has to be a wide screen. */
const FIT = 7;

/**
 * All areas side by side, each with its pages: nothing has to be switched to see what else there is. Where there is no room for all that somebody has, the
 * areas that one is not in have their first alone. On a phone they are in the bar at the bottom, where a thumb reaches them.
 */
export function Header() {
  const current = useSession();
  const here = areaOf(useLocation({ select: (location) => location.pathname }));
  const manages = current !== undefined && maySetProblems(current.role);
  const count = AREAS.flatMap((area) => linksFor(area, current?.role)).length + (manages ? 1 : 0);
  return (
    <header className="border-b border-line bg-card print:hidden">
      <div className="mx-auto flex h-(--header) max-w-[100rem] items-stretch gap-x-3 px-4 sm:px-6">
        <Link to="/" className="flex items-center gap-2 text-lg font-bold" aria-label="Docket, home">
          <Logo />
          <span className="max-lg:hidden max-md:inline">Docket</span>
        </Link>
        {AREAS.map((area) => (
          <nav
            key={area.label}
            aria-label={area.label}
            className="flex border-l border-line pl-1.5 max-md:hidden lg:ml-2 lg:pl-3"
          >
            <span
              aria-hidden="true"
              className={cx(
                'mr-1 flex items-center text-sm font-semibold max-xl:hidden',
                area === here ? 'text-link' : 'text-muted',
              )}
            >
              {area.label}
            </span>
            {linksFor(area, current?.role).map((link, index) => (
              <Link
                key={link.to}
                to={link.to}
                className={cx(NAV, count > FIT && area !== here && index > 0 && 'max-[90rem]:hidden')}
                activeOptions={{ includeSearch: false }}
              >
                {link.label}
              </Link>
            ))}
          </nav>
        ))}
        {manages && (
          <nav aria-label="Management" className="flex border-l border-line pl-1.5 max-md:hidden lg:ml-2 lg:pl-3">
            <Link to="/admin" className={NAV}>
              Manage
            </Link>
          </nav>
        )}
        <div className="ml-auto flex items-center gap-2 sm:gap-3">
          {current !== undefined && <ConnectionIndicator />}
          {current !== undefined && <Bell />}
          {current === undefined && (
            <>
              <Link to="/login" className={buttonClass('ghost', 'small')}>
                Log in
              </Link>
              <Link to="/signup" className={buttonClass('primary', 'small', 'max-[24rem]:hidden')}>
                Sign up
              </Link>
            </>
          )}
          <Menu username={current?.username} role={current?.role} />
        </div>
      </div>
    </header>
  );
}
