import type { HotelHit } from '@docket/contracts/http/hotel';
import { Link } from '@tanstack/react-router';
import { cx } from '../../../lib/class-names.ts';
import { plural } from '../../../lib/format.ts';
import { formatMoney } from '../../../lib/money.ts';
import { VIEWER_ZONE, whenIn } from '../../../lib/zoned.ts';
import { nightsBetween } from '../days.ts';
import { distanceWords } from '../mercator.ts';
import { fieldsOf, type Stay } from '../stay-address.ts';
import { AMENITY_WORDS, aNight, BOARD_WORDS, KIND_WORDS, leftWords, momentThere } from '../stay-words.ts';
import { AmenityIcon } from './amenities.tsx';
import { HousePicture } from './house-picture.tsx';
import { Stars } from './stars.tsx';

type HitCardProps = {
  readonly hit: HotelHit;
  readonly stay: Stay;
  /** Of the place that was searched, where it was one: moments are told by its clocks. */
  readonly timezone: string | undefined;
  readonly isChosen?: boolean;
  /** Without the picture and what it has: for the corner of a map. */
  readonly small?: boolean;
  readonly onPoint?: () => void;
};

const SIGNS = 6;

/** A stay in a list: what it is, and what all of it costs. */
export function HitCard({ hit, stay, timezone, isChosen = false, small = false, onPoint }: HitCardProps) {
  const { offer } = hit;
  const nights = nightsBetween(stay.arrival, stay.departure);
  const left = leftWords(offer.left);
  return (
    <article
      data-testid="hit"
      data-slug={hit.slug}
      className={cx(
        'box relative grid gap-x-4 gap-y-2 p-3 hover:border-primary',
        isChosen && 'border-primary ring-1 ring-primary',
        small ? 'grid-cols-1' : 'grid-cols-[5.5rem_minmax(0,1fr)] sm:grid-cols-[9.5rem_minmax(0,1fr)]',
      )}
    >
      {!small && <HousePicture property={hit} className="w-full self-start sm:row-span-2" />}
      <div className="grid min-w-0 content-start gap-0.5">
        <h3 className="leading-snug font-bold">
          <Link
            to="/stays/$slug"
            params={{ slug: hit.slug }}
            search={fieldsOf(stay)}
            // Its target is the whole card.
            onPointerEnter={onPoint}
            onFocus={onPoint}
            className="after:absolute after:inset-0 hover:underline"
          >
            {hit.name}
          </Link>{' '}
          <Stars stars={hit.stars} />
        </h3>
        <p className="text-sm text-muted">
          {KIND_WORDS[hit.kind]} · {hit.area === '' ? hit.place.name : hit.area}
          {hit.distanceMetres !== null && ` · ${distanceWords(hit.distanceMetres)} from the centre`}
        </p>
        {!small && hit.amenities.length > 0 && (
          <ul className="mt-1 flex flex-wrap gap-2.5 text-muted max-sm:hidden">
            {hit.amenities.slice(0, SIGNS).map((one) => (
              <li key={one} title={AMENITY_WORDS[one]}>
                <AmenityIcon amenity={one} />
                <span className="sr-only">{AMENITY_WORDS[one]}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
      <div
        className={cx(
          'grid grid-cols-[minmax(0,1fr)_auto] items-end gap-x-4 gap-y-1',
          !small && 'max-sm:col-span-2 max-sm:border-t max-sm:border-line max-sm:pt-2',
        )}
      >
        <p className="min-w-0 text-sm">
          <span className="block wrap-anywhere">{offer.roomType}</span>
          <span className="block text-muted">{BOARD_WORDS[offer.board]}</span>
          {offer.freeUntil === null ? (
            <span className="block text-muted">Not refundable</span>
          ) : (
            <span className="block text-ok">
              Free cancellation until{' '}
              {timezone === undefined
                ? `${whenIn(VIEWER_ZONE, offer.freeUntil)}, your time`
                : momentThere(timezone, offer.freeUntil)}
            </span>
          )}
          {left !== undefined && <span className="block font-medium text-limit">{left}</span>}
        </p>
        <p className="text-right">
          <strong className="text-lg tabular-nums" data-testid="total">
            {formatMoney(offer.totalMinor, offer.currency)}
          </strong>
          <span className="block text-xs whitespace-nowrap text-muted">{plural(nights, 'night')}, taxes included</span>
          {nights > 1 && (
            <span className="block text-xs whitespace-nowrap text-muted tabular-nums">
              {aNight(offer.totalMinor, nights, offer.currency)} a night
            </span>
          )}
        </p>
      </div>
    </article>
  );
}
