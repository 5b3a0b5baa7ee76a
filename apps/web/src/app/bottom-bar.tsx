import { Link, useLocation } from '@tanstack/react-router';
import { useSession } from '../lib/session.ts';
import { Icon, type IconName } from '../ui/icons.tsx';
import { areaOf, AREAS, type AreaLink } from './areas.ts';
import { linksFor } from './header.tsx';

const ICONS: Readonly<Partial<Record<AreaLink['to'], IconName>>> = {
  '/problems': 'code',
  '/contests': 'star',
  '/submissions': 'stack',
  '/shows': 'calendar',
  '/bookings': 'ticket',
  '/stays': 'bed',
  '/flights': 'plane',
  '/trips': 'suitcase',
};

/**
 * On a phone: the pages people change between, where a thumb reaches them. Of the area that one is in they are all there, of the others the first; what only
 * some have is in the menu.
 */
export function BottomBar() {
  const role = useSession()?.role;
  const here = areaOf(useLocation({ select: (location) => location.pathname }));
  const links = AREAS.flatMap((area) => linksFor(area, role).slice(0, area === here ? undefined : 1)).filter(
    (link) => ICONS[link.to] !== undefined,
  );
  return (
    <nav
      aria-label="Pages"
      className="sticky bottom-0 z-10 flex h-(--bottom-bar) items-stretch border-t border-line bg-card pb-[env(safe-area-inset-bottom)] shadow-bar md:hidden print:hidden"
    >
      {links.map((link) => (
        <Link
          key={link.to}
          to={link.to}
          activeOptions={{ includeSearch: false }}
          className="grid min-w-0 grow basis-0 content-center justify-items-center gap-0.5 text-xs text-muted -outline-offset-2! aria-[current]:font-semibold aria-[current]:text-link"
        >
          <Icon name={ICONS[link.to] ?? 'dot'} className="size-5.5" />
          <span className="max-w-full truncate px-1">{link.label}</span>
        </Link>
      ))}
    </nav>
  );
}
