import type { Amenity } from '@docket/contracts/hotel/stay';
import { cx } from '../../../lib/class-names.ts';
import { AMENITY_WORDS } from '../stay-words.ts';

/** On the 20 by 20 grid of `ui/icons.tsx`; of these pages alone. */
const PATHS: Readonly<Record<Amenity, string>> = {
  wifi: 'M2.500 8a11 11 0 0 1 15 0M5 11a7 7 0 0 1 10 0M7.500 13.800a3.500 3.500 0 0 1 5 0M10 16.500h.01',
  parking: 'M4 3.500h12v13H4ZM8 14V6.500h2.500a2.300 2.300 0 0 1 0 4.600H8',
  pool: 'M2.500 14.500q2-1.500 3.700 0t3.800 0 3.800 0 3.700 0M2.500 17q2-1.500 3.700 0t3.800 0 3.800 0 3.700 0M6.500 12.500V5a1.500 1.500 0 0 1 3 0M12.500 12.500V5a1.500 1.500 0 0 1 3 0M6.500 9h6',
  gym: 'M6 5.500v9M14 5.500v9M3.500 7.500v5M16.500 7.500v5M6 10h8',
  spa: 'M10 16.500C5 16.500 3 13 3 9.500c3 0 5.500 1.500 7 4.500 1.500-3 4-4.500 7-4.500 0 3.500-2 7-7 7ZM10 12c-2-3.500-1.500-6.500 0-8.500 1.500 2 2 5 0 8.500',
  restaurant: 'M6 3v14M4 3v3.500a2 2 0 0 0 4 0V3M14 17v-6M14 11c-2 0-2.500-3-2-5.500S13.500 3 14 3Z',
  bar: 'M4 4h12l-6 6.500ZM10 10.500v6M7 16.500h6',
  air_conditioning: 'M10 2.500v15M3.500 6.200l13 7.600M16.500 6.200l-13 7.600M8 4l2 1.500L12 4M8 16l2-1.500L12 16',
  family_rooms:
    'M6.500 4a1.800 1.800 0 1 1 0 3.600 1.800 1.800 0 0 1 0-3.600ZM14 8a1.500 1.500 0 1 1 0 3 1.500 1.500 0 0 1 0-3ZM3 16.500v-3a3.500 3.500 0 0 1 7 0v3M11.500 16.500v-1.200a2.500 2.500 0 0 1 5 0v1.200',
  pets: 'M10 10c2 0 4 2 4 4s-2 2.500-4 2.500-4-.500-4-2.500 2-4 4-4ZM5 8h.01M8 5.500h.01M12 5.500h.01M15 8h.01',
  airport_shuttle:
    'M2.500 6h11l4 4.500V14h-15ZM2.500 10h15M8 6v4M6 13.500a1.500 1.500 0 1 1 0 3 1.500 1.500 0 0 1 0-3ZM14 13.500a1.500 1.500 0 1 1 0 3 1.500 1.500 0 0 1 0-3Z',
  wheelchair: 'M8.500 3.500h.01M8.500 6v5.500h4.500l2 5M8.500 8.500h3.500M6.500 10a3.800 3.800 0 1 0 5.500 5',
  kitchen: 'M4.500 3h11v14h-11ZM4.500 8.500h11M7 5.500v.800M7 11v2.500',
  beach: 'M3 17h14M10 17 7.500 6.500M3 9.500C3.500 5.500 6.500 3.500 10 3.500s6.500 2 7 5.500c-4-2-10-1.500-14 .500Z',
  ev_charging:
    'M4 17V4.500A1.500 1.500 0 0 1 5.500 3h4A1.500 1.500 0 0 1 11 4.500V17M3 17h9M8 6 6.500 9.500h2L7 13M11 10h1.500a1.500 1.500 0 0 1 1.500 1.500v2a1.300 1.300 0 0 0 2.600 0V8L14.500 6',
  washing_machine:
    'M4 3h12v14H4ZM10 8.500a3.300 3.300 0 1 1 0 6.600 3.300 3.300 0 0 1 0-6.600ZM6.500 5.500h.01M9 5.500h.01',
};

export function AmenityIcon({ amenity, className }: { readonly amenity: Amenity; readonly className?: string }) {
  return (
    <svg
      viewBox="0 0 20 20"
      width="1.25em"
      height="1.25em"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={cx('shrink-0', className)}
    >
      <path d={PATHS[amenity]} />
    </svg>
  );
}

/** What a house or a room has, each with its sign. */
export function Amenities({
  amenities,
  className,
}: {
  readonly amenities: readonly Amenity[];
  readonly className?: string;
}) {
  return (
    <ul className={cx('flex flex-wrap gap-x-4 gap-y-1.5 text-sm', className)}>
      {amenities.map((one) => (
        <li key={one} className="flex items-center gap-1.5">
          <AmenityIcon amenity={one} className="text-muted" />
          {AMENITY_WORDS[one]}
        </li>
      ))}
    </ul>
  );
}
