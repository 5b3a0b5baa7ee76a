import type { EventEnvelope } from '@docket/contracts/events/envelope';
import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useLocation, useRouter } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useSession } from '../lib/session.ts';
import { VerdictToasts } from '../features/submission/components/verdict-toasts.tsx';
import { useEvents } from '../lib/live/connection.ts';
import { useReach } from '../lib/network.ts';
import { Toaster } from '../ui/toast.tsx';
import { BottomBar } from './bottom-bar.tsx';
import { EndedBar } from './ended-bar.tsx';
import { Header } from './header.tsx';
import { ReachBar } from './reach-bar.tsx';
import { UpdateBar } from './update-bar.tsx';

export function Layout() {
  const session = useSession();
  const main = useFocusOnNewPage();
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        className="sr-only z-10 rounded-lg bg-primary px-4 py-2 text-on-primary focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <Header />
      <ReachBar />
      <EndedBar />
      <UpdateBar />
      {session !== undefined && <Live key={session.userId} />}
      <main ref={main} id="main" tabIndex={-1} className="flex grow flex-col outline-none">
        <Outlet />
      </main>
      <BottomBar />
      <Toaster />
    </div>
  );
}

/**
 * Where a page takes the place of another, the focus goes to its beginning, as it does when a browser loads one: the
 * link that was followed may be gone, and a screen reader would go on reading from nowhere.
 */
function useFocusOnNewPage() {
  const main = useRef<HTMLElement>(null);
  const pathname = useLocation({ select: (location) => location.pathname });
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return main;
}

/** What follows the events of whoever is logged in, on every page. */
function Live() {
  useBookingNews();
  useLateDrafts();
  return <VerdictToasts />;
}

/** What tells of bookings and trips is loaded with the first thing there is to tell. */
function useBookingNews(): void {
  const router = useRouter();
  const queryClient = useQueryClient();
  const tell = (event: EventEnvelope) =>
    void import('../features/booking/api/tell-news.tsx').then(({ tellNews }) =>
      tellNews(event, router.state.location.pathname, queryClient),
    );
  useEvents({
    'trip.updated': (event) =>
      void import('../features/trip/api/tell-trip.tsx').then(({ tellTrip }) =>
        tellTrip(event, router.state.location.pathname, queryClient),
      ),
    'booking.updated': tell,
    'show.changed': tell,
    'offer.updated': tell,
    'room.updated': tell,
  });
}

/** Code that was written without a network goes to the server when there is one, whichever page is open then. */
function useLateDrafts(): void {
  const owner = useSession()?.userId;
  const here = useReach() === 'here';
  useEffect(() => {
    if (owner === undefined || !here) return undefined;
    // What the page itself needs comes first.
    const timer = setTimeout(() => {
      import('../features/editor/api/remote-draft.ts').then(
        ({ sendLateDrafts }) => sendLateDrafts(owner),
        () => undefined,
      );
    }, 3_000);
    return () => clearTimeout(timer);
  }, [owner, here]);
}
