import type { ShowDetail } from '@docket/contracts/http/show';
import type { HallPlan } from '@docket/contracts/http/venue';
import { Link } from '@tanstack/react-router';
import { buttonClass } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { useSession } from '../../../lib/session.ts';
import { WaitingList } from '../../waiting-list/components/waiting-list.tsx';

type SoldOutProps = {
  readonly show: ShowDetail;
  readonly plan: HallPlan;
  /** Of the waiting room, where there is one. */
  readonly pass: string | undefined;
  readonly soldOut: boolean;
};

/** Nothing is free for everybody: wait for what is given back. Who waits sees it also when something is. */
export function SoldOut({ show, plan, pass, soldOut }: SoldOutProps) {
  const current = useSession();
  if (current !== undefined) {
    const spaces = plan.seats.some(({ kind }) => kind === 'wheelchair');
    return <WaitingList show={show} zones={plan.zones} spaces={spaces} pass={pass} soldOut={soldOut} />;
  }
  if (!soldOut) return null;
  return (
    <Notice tone="note" title="Sold out">
      <p>Seats that are released go to the waiting list, in order.</p>
      <Link
        to="/login"
        search={{ next: `/shows/${show.showId}` }}
        className={buttonClass('secondary', 'small', 'justify-self-start')}
      >
        Log in to wait for seats
      </Link>
    </Notice>
  );
}
