import { quoteStay, type Property, type RoomType, type StayOffer } from '@docket/contracts/http/hotel';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useRouter } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { docket } from '../../../lib/docket.ts';
import { plural } from '../../../lib/format.ts';
import { formatMoney } from '../../../lib/money.ts';
import { serverClock } from '../../../lib/server-clock.ts';
import { useSession } from '../../../lib/session.ts';
import { useAct } from '../../../lib/use-act.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { offersQuery, quoteQuery } from '../api/queries.ts';
import { nightsBetween } from '../days.ts';
import { fieldsOf, type Stay } from '../stay-address.ts';
import { aNight, BOARD_WORDS, leftWords, policyWords } from '../stay-words.ts';
import { Amenities } from './amenities.tsx';
import { PolicyLine } from './policy-line.tsx';
import { PriceStory } from './price-story.tsx';

type OffersProps = {
  readonly property: Property;
  readonly stay: Stay;
  /** The plan that somebody chose before they were asked to log in. */
  readonly plan: string | undefined;
};

/** Rooms with their rates for a stay, the cheapest first, and why others cannot be had. */
export function Offers({ property, stay, plan }: OffersProps) {
  const offers = useQuery(offersQuery(property.slug, stay));
  if (offers.data === undefined)
    return offers.isError ? (
      <Failure error={offers.error} retry={() => void offers.refetch()} />
    ) : (
      <Loading label="Looking for rooms" lines={8} />
    );
  const all = offers.data;
  const isAny = all.some(({ refused }) => refused === null);
  // In the order of their cheapest plans, as the server has them.
  const order = [...new Set(all.map(({ roomTypeId }) => roomTypeId))];
  return (
    <div
      aria-busy={offers.isPlaceholderData}
      className={cx('grid gap-4 transition-opacity', offers.isPlaceholderData && 'opacity-60')}
    >
      {!isAny && (
        <Notice tone="limit" title="No room can be had for this stay" role="status">
          Below it says why. The calendar shows which nights are free.
        </Notice>
      )}
      {order.map((roomTypeId) => {
        const room = property.roomTypes.find((one) => one.roomTypeId === roomTypeId);
        if (room === undefined) return null;
        return (
          <Room
            key={roomTypeId}
            room={room}
            offers={all.filter((one) => one.roomTypeId === roomTypeId)}
            property={property}
            stay={stay}
            plan={plan}
            refresh={() => void offers.refetch()}
          />
        );
      })}
    </div>
  );
}

type RoomProps = OffersProps & {
  readonly room: RoomType;
  readonly offers: readonly StayOffer[];
  readonly refresh: () => void;
};

function Room({ room, offers, property, stay, plan, refresh }: RoomProps) {
  const left = leftWords(Math.max(0, ...offers.filter(({ refused }) => refused === null).map((one) => one.left)));
  return (
    <article aria-labelledby={room.roomTypeId} className="box overflow-hidden" data-testid="room">
      <div className="grid gap-1.5 border-b border-line p-4">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <h3 id={room.roomTypeId} className="font-bold">
            {room.name}
          </h3>
          {left !== undefined && <span className="text-sm font-medium text-limit">{left}</span>}
        </div>
        <p className="text-sm text-muted">
          {[room.beds, room.sizeSqm === null ? '' : `${room.sizeSqm} m²`, `up to ${plural(room.maxGuests, 'guest')}`]
            .filter((part) => part !== '')
            .join(' · ')}
        </p>
        {room.amenities.length > 0 && <Amenities amenities={room.amenities} className="mt-1" />}
      </div>
      <ul className="divide-y divide-line">
        {offers.map((offer) => (
          <Plan
            key={offer.planId}
            offer={offer}
            room={room}
            property={property}
            stay={stay}
            isChosen={offer.planId === plan}
            refresh={refresh}
          />
        ))}
      </ul>
    </article>
  );
}

type PlanProps = Pick<RoomProps, 'room' | 'property' | 'stay' | 'refresh'> & {
  readonly offer: StayOffer;
  readonly isChosen: boolean;
};

function Plan({ offer, room, property, stay, isChosen, refresh }: PlanProps) {
  const { price, policy, refused } = offer;
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isChosen) row.current?.scrollIntoView({ block: 'center' });
  }, [isChosen]);
  const nights = nightsBetween(stay.arrival, stay.departure);
  const terms = policyWords(policy, property.timezone, serverClock.now());
  const isFree = policy[0]?.feeMinor === 0;
  return (
    <li
      ref={row}
      data-testid="offer"
      data-plan={offer.planId}
      className={cx('grid gap-3 p-4', isChosen && 'bg-accent-soft/50', refused !== null && 'bg-sunken/60')}
    >
      {isChosen && refused === null && <p className="text-sm font-medium text-link">You chose this before.</p>}
      <div className="grid gap-x-6 gap-y-3 sm:grid-cols-[minmax(0,1fr)_auto]">
        <div className="grid content-start gap-0.5">
          <h4 className="font-medium">{offer.plan}</h4>
          <p className="text-sm">{BOARD_WORDS[offer.board]}</p>
          {refused === null && terms !== undefined && (
            <p className={cx('text-sm', isFree ? 'text-ok' : 'text-muted')}>{terms}</p>
          )}
          {refused !== null && (
            <p className="text-sm text-muted" data-testid="refused">
              {refused.reason}
            </p>
          )}
        </div>
        {price !== null && refused === null && (
          <div className="grid content-start gap-2 sm:justify-items-end sm:text-right">
            <p>
              <strong className="text-lg tabular-nums" data-testid="offer-total">
                {formatMoney(price.totalMinor, price.currency)}
              </strong>
              <span className="block text-xs text-muted">
                {plural(nights, 'night')}
                {stay.rooms > 1 && `, ${plural(stay.rooms, 'room')}`}, taxes included
              </span>
              {nights > 1 && (
                <span className="block text-xs text-muted tabular-nums">
                  {aNight(price.totalMinor, nights, price.currency)} a night
                </span>
              )}
            </p>
            <Choose offer={offer} room={room} property={property} stay={stay} refresh={refresh} />
          </div>
        )}
      </div>
      {price !== null && refused === null && (
        <div className="grid gap-x-8 gap-y-2 md:grid-cols-2">
          <details>
            <summary className="link inline-flex min-h-8 items-center text-sm pointer-coarse:min-h-10">
              How this price comes about
            </summary>
            <div className="pt-2">
              <PriceStory price={price} />
            </div>
          </details>
          {policy.length > 0 && (
            <details>
              <summary className="link inline-flex min-h-8 items-center text-sm pointer-coarse:min-h-10">
                If you cancel
              </summary>
              <div className="pt-2">
                <PolicyLine policy={policy} timezone={property.timezone} currency={price.currency} />
              </div>
            </details>
          )}
        </div>
      )}
    </li>
  );
}

/** Asks for a quote, which keeps the price for a while; who is not logged in comes back to the same choice. */
function Choose({ offer, room, property, stay, refresh }: Omit<PlanProps, 'isChosen'>) {
  const isLoggedIn = useSession() !== undefined;
  const router = useRouter();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const quote = useAct({
    act: () => docket.call(quoteStay, { body: { ...stay, childAges: [...stay.childAges], planId: offer.planId } }),
    onSuccess: async (quoted) => {
      queryClient.setQueryData(quoteQuery(quoted.quoteId).queryKey, quoted);
      await navigate({ to: '/stays/checkout/$quoteId', params: { quoteId: quoted.quoteId } });
    },
    // Somebody else may have been quicker.
    onError: refresh,
  });
  const what = (
    <>
      Choose <span className="sr-only">{`${room.name}, ${offer.plan}`}</span>
    </>
  );
  if (!isLoggedIn) {
    const next = router.buildLocation({
      to: '/stays/$slug',
      params: { slug: property.slug },
      search: { ...fieldsOf(stay), plan: offer.planId },
    }).href;
    return (
      <Link to="/login" search={{ next }} className={buttonClass('primary', 'normal', 'min-h-11 px-6')}>
        {what}
      </Link>
    );
  }
  return (
    <>
      <Button
        variant="primary"
        className="min-h-11 px-6"
        busy={quote.isPending}
        onClick={() => !quote.isPending && quote.mutate()}
      >
        {what}
      </Button>
      {quote.isError && <Failure error={quote.error} />}
    </>
  );
}
