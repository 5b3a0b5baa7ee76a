import type { Role } from '@docket/contracts/http/identity';
import { Link, Navigate, Outlet, useLocation, useMatchRoute, type LinkProps } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { Page } from '../../../ui/page.tsx';
import { Empty } from '../../../ui/states.tsx';
import { useSession } from '../../../lib/session.ts';
import { RequireSession } from './require-session.tsx';

type To = NonNullable<LinkProps['to']>;

type AreaProps = {
  /** What the row of tabs is called. */
  readonly label: string;
  /** Its address, which leads on to the first tab. */
  readonly root: To;
  /** The tabs of somebody with that role; none: the area is not for them. */
  readonly tabs: (role: Role) => readonly { readonly to: To; readonly label: string }[];
  /** What it says to those. */
  readonly refusal: string;
};

/** Pages under a row of tabs, for those who have a role; the API refuses the others in any case. */
export function GatedArea(props: AreaProps) {
  return (
    <RequireSession>
      <Gate {...props} />
    </RequireSession>
  );
}

function Gate({ label, root, tabs, refusal }: AreaProps) {
  const role = useSession()?.role;
  const bar = useCurrentInView();
  const atRoot = useMatchRoute()({ to: root }) !== false;
  const shown = role === undefined ? [] : tabs(role);
  const [first] = shown;
  if (first === undefined) {
    return (
      <Page>
        <Empty title={refusal}>Ask an admin if you need access.</Empty>
      </Page>
    );
  }
  if (atRoot) return <Navigate to={first.to} replace />;
  return (
    <>
      <nav aria-label={label} className="border-b border-line bg-card">
        <div ref={bar} className="mx-auto flex max-w-6xl overflow-x-auto px-1 sm:px-3">
          {shown.map((tab) => (
            <Link
              key={tab.to}
              to={tab.to}
              activeOptions={{ includeSearch: false }}
              className="flex min-h-11 items-center border-b-2 border-transparent px-3 text-sm whitespace-nowrap text-muted -outline-offset-2! hover:text-ink aria-[current]:border-primary aria-[current]:font-semibold aria-[current]:text-ink"
            >
              {tab.label}
            </Link>
          ))}
        </div>
      </nav>
      <Outlet />
    </>
  );
}

/** Scrolls a row of tabs, and nothing else, to the tab of the page that is open. */
function useCurrentInView() {
  const bar = useRef<HTMLDivElement>(null);
  const pathname = useLocation({ select: (location) => location.pathname });
  useEffect(() => {
    const current = bar.current?.querySelector<HTMLElement>('[aria-current]');
    if (bar.current === null || current == null) return;
    const [row, tab] = [bar.current.getBoundingClientRect(), current.getBoundingClientRect()];
    bar.current.scrollLeft += tab.left + tab.width / 2 - (row.left + row.width / 2);
  }, [pathname]);
  return bar;
}
