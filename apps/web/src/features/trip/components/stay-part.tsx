import type { StayPart } from '@docket/contracts/http/trip';
import { Link } from '@tanstack/react-router';
import { plural } from '../../../lib/format.ts';
import { formatMoney } from '../../../lib/money.ts';
import { foreignZone } from '../../../lib/zoned.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Fact } from '../../../ui/page.tsx';
import { dayWords, nightsBetween } from '../../hotel/days.ts';
import { PolicyLine } from '../../hotel/components/policy-line.tsx';
import { PriceStory } from '../../hotel/components/price-story.tsx';
import { BOARD_WORDS } from '../../hotel/stay-words.ts';

/** `2 adults, 1 child (5)` */
function guestWords({ adults, childAges }: Pick<StayPart, 'adults' | 'childAges'>): string {
  const children =
    childAges.length === 0 ? '' : `, ${plural(childAges.length, 'child', 'children')} (${childAges.join(', ')})`;
  return plural(adults, 'adult') + children;
}

/** A stay as part of a trip: from arrival to departure, with what was agreed. */
export function StayPartCard({ part }: { readonly part: StayPart }) {
  const { property, price } = part;
  const nights = nightsBetween(part.arrival, part.departure);
  const zone = foreignZone(property.timezone, part.startsAt);
  return (
    <article aria-label={property.name} className="box overflow-hidden" data-testid="stay-part">
      <div className="grid gap-4 p-5 sm:p-6">
        <div>
          <h2 className="text-lg font-bold">
            <Link to="/stays/$slug" params={{ slug: property.slug }} className="hover:underline">
              {property.name}
            </Link>
          </h2>
          <p className="wrap-anywhere text-muted">{property.address}</p>
        </div>
        <Outcome part={part} />
        <ol className="grid">
          <Moment what="Check-in" day={part.arrival} clock={`from ${property.checkInFrom}`} zone={zone}>
            <span className="block py-2 text-sm text-muted">
              {plural(nights, 'night')} · {plural(part.rooms, 'room')} · {guestWords(part)}
            </span>
          </Moment>
          <Moment isLast what="Check-out" day={part.departure} clock={`until ${property.checkOutUntil}`} zone={zone} />
        </ol>
        <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-3">
          <Fact label="Room">{part.roomType}</Fact>
          <Fact label="Rate">{part.plan}</Fact>
          <Fact label="Meals">{BOARD_WORDS[part.board]}</Fact>
        </dl>
      </div>
      <details className="border-t border-line px-5 sm:px-6">
        <summary className="link flex min-h-11 items-center text-sm">How this price comes about</summary>
        <div className="pb-5">
          <PriceStory price={price} />
        </div>
      </details>
      {part.policy.length > 0 && (
        <details className="border-t border-line px-5 sm:px-6">
          <summary className="link flex min-h-11 items-center text-sm">If you cancel</summary>
          <div className="pb-5">
            <PolicyLine policy={part.policy} timezone={property.timezone} currency={price.currency} />
          </div>
        </details>
      )}
    </article>
  );
}

/** What the house says became of it, where that is not what was agreed. */
function Outcome({ part: { state, refundMinor, price } }: { readonly part: StayPart }) {
  const back = (refundMinor ?? 0) === 0 ? 'Nothing' : formatMoney(refundMinor ?? 0, price.currency);
  switch (state) {
    case 'WALKED':
      return (
        <Notice tone="limit" title="The house had no room for you">
          <p>{back} goes back to where it came from.</p>
        </Notice>
      );
    case 'NO_SHOW':
      return (
        <Notice tone="limit" title="The house says that you did not come">
          <p>{back} goes back, as its terms say. If that is wrong, ask the house.</p>
        </Notice>
      );
    case 'BEGUN':
    case 'ENDED':
    case 'AGREED':
      return null;
    default:
      // What this device kept from before stays had states.
      return state satisfies never;
  }
}

type MomentProps = {
  readonly what: string;
  readonly day: string;
  readonly clock: string;
  readonly zone: string | undefined;
  readonly isLast?: boolean;
  readonly children?: React.ReactNode;
};

/** A point of the itinerary, on a line that goes on to the next. */
function Moment({ what, day, clock, zone, isLast = false, children }: MomentProps) {
  return (
    <li className="relative grid grid-cols-[1rem_minmax(0,1fr)] gap-x-3">
      <span aria-hidden="true" className="relative">
        <span className="absolute top-1.5 left-0.5 size-3 rounded-full border-2 border-primary bg-card" />
        {!isLast && <span className="absolute top-5 -bottom-1 left-[0.4375rem] w-0.5 bg-line" />}
      </span>
      <span>
        <span className="caption block">{what}</span>
        <span className="font-medium">
          {dayWords(day)}, {clock}
        </span>
        {zone !== undefined && <span className="block text-sm text-muted">{zone}</span>}
        {children}
      </span>
    </li>
  );
}
