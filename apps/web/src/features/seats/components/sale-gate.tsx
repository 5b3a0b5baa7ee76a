import type { ShowDetail } from '@docket/contracts/http/show';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';
import { serverClock } from '../../../lib/server-clock.ts';
import { foreignZone, whenIn } from '../../../lib/zoned.ts';
import { buttonClass } from '../../../ui/button.tsx';
import { Countdown, useSecondsUntil } from '../../../ui/countdown.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Loading } from '../../../ui/states.tsx';
import { WaitingList } from '../../waiting-list/components/waiting-list.tsx';
import { useRoom } from '../../waiting-room/api/use-room.ts';
import { useOwnSeats } from '../api/use-own-seats.ts';
import { OwnSeats } from './own-seats.tsx';
import { useSession } from '../../../lib/session.ts';
import { showQuery } from '../../catalog/api/queries.ts';
import { OtherTimes } from '../../catalog/components/other-times.tsx';
import { CancelledShow } from './cancelled-show.tsx';

type SaleGateProps = {
  readonly show: ShowDetail;
  /** The seats, for one who may buy now; with the pass of the waiting room where there is one. */
  readonly children: (pass: string | undefined) => ReactNode;
};

/** Shows the seats when they can be bought; before, between and after that, what there is to know instead. */
export function SaleGate({ show, children }: SaleGateProps) {
  const untilSale = useSecondsUntil(Date.parse(show.saleOpensAt));
  const queryClient = useQueryClient();
  useEffect(() => {
    if (untilSale === 0) void queryClient.invalidateQueries({ queryKey: showQuery(show.showId).queryKey });
  }, [untilSale === 0, queryClient, show.showId]);

  if (show.status === 'CANCELLED') return <CancelledShow show={show} />;
  if (Date.parse(show.startsAt) <= serverClock.now()) return <Started show={show} />;
  if (show.waitingRoom) return <ThroughRoom show={show}>{children}</ThroughRoom>;
  if (untilSale > 0) return <NotYet show={show} />;
  return children(undefined);
}

/** Nothing of it is sold any more. */
function Started({ show }: { readonly show: ShowDetail }) {
  const own = useOwnSeats(show.showId);
  const over = Date.parse(show.endsAt) <= serverClock.now();
  return (
    <>
      <Notice tone="note" title={over ? 'This show is over' : 'This show has started'}>
        <p>Seats can be booked until a show starts.</p>
      </Notice>
      <OwnSeats own={own} />
      <OtherTimes show={show} />
    </>
  );
}

function NotYet({ show, children }: { readonly show: ShowDetail; readonly children?: ReactNode }) {
  const zone = foreignZone(show.city.timezone, show.saleOpensAt);
  return (
    <section className="grid justify-items-center gap-3 box px-6 py-12 text-center">
      <h2 className="text-lg font-semibold">On sale in</h2>
      <Countdown until={show.saleOpensAt} className="font-mono text-4xl font-semibold" />
      <p className="text-muted">
        {whenIn(show.city.timezone, show.saleOpensAt)}
        {zone !== undefined && ` ${zone}`}
      </p>
      {children}
    </section>
  );
}

function ThroughRoom(props: SaleGateProps) {
  const own = useOwnSeats(props.show.showId);
  return (
    <>
      <OwnSeats own={own} />
      <AtTheDoor {...props} />
    </>
  );
}

function AtTheDoor({ show, children }: SaleGateProps) {
  const current = useSession();
  const { room, isPending } = useRoom(show.showId, current !== undefined);
  const entry = room?.entry;
  if (current !== undefined && isPending) return <Loading label="Looking at the waiting room" lines={6} />;
  if (entry?.status === 'ADMITTED' && entry.pass !== null) {
    return (
      <>
        {entry.deadline !== null && (
          <p className="rounded-xl border border-ok/40 bg-ok/6 px-4 py-2 text-sm">
            You are in. Hold your seats within{' '}
            <Countdown until={entry.deadline} urgentBelow={60} className="font-semibold" />.
          </p>
        )}
        {children(entry.pass)}
      </>
    );
  }
  const link = (
    <Link
      to="/shows/$id/room"
      params={{ id: show.showId }}
      className={buttonClass('primary', 'normal', 'min-h-12 px-6')}
    >
      {entry?.status === 'WAITING' ? 'Back to your place in the waiting room' : 'Go to the waiting room'}
    </Link>
  );
  if (Date.parse(show.saleOpensAt) > serverClock.now()) return <NotYet show={show}>{link}</NotYet>;
  return (
    <>
      {/* Whoever waits for seats is offered them here, inside or not. */}
      {current !== undefined && <WaitingList show={show} zones={[]} spaces={false} pass={undefined} soldOut={false} />}
      <section className="grid justify-items-center gap-3 box px-6 py-12 text-center">
        <h2 className="text-lg font-semibold">This show is in demand</h2>
        <p className="max-w-prose text-muted">
          Buyers come in one after another through a waiting room. You keep your place while you wait.
        </p>
        {link}
      </section>
    </>
  );
}
